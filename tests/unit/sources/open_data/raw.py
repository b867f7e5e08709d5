"""Files of open data as publishers lay them out, about ten rows each. The numbers are made up; the forces are real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from peelian.sources.model import AreaCodes, Expect
from peelian.sources.store import Loaded, load
from tests.unit.sources.raw_files import put, source

PLACES = {"E23000001": "capital", "E23000014": "middle", "E08000025": "city", "E09000022": "borough"}
AREAS = {**PLACES, **{id: id for id in PLACES.values()}}


@dataclass(frozen=True)
class Raw:
    """`rows` go below `header`; `more` is what sources.yaml says beside the format; `number` holds only numbers."""

    header: str
    rows: tuple[str, ...]
    number: str
    force: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def data(self, end: str = "\r\n", mark: bool = False) -> bytes:
        return (("\ufeff" if mark else "") + end.join([self.header, *self.rows]) + end).encode()

    def with_cell(self, row: int, column: str, text: str) -> Raw:
        """The same file with one cell of a row, counted from 0, changed; no cell may hold a comma."""
        cells = self.rows[row].split(",")
        cells[self.header.split(",").index(column)] = text
        return replace(self, rows=(*self.rows[:row], ",".join(cells), *self.rows[row + 1 :]))


CRIME = Raw(
    "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,"
    "Number of Offences",
    (
        "2022/23,1,West Midlands,Robbery of business property,Robbery,Robbery of business property,34A,21",
        "2022/23,1,West Midlands,Arson endangering life,Criminal damage and arson,Arson,56A,7",
        "2022/23,2,West Midlands,Robbery of business property,Robbery,Robbery of business property,34A,25",
        "2022/23,2,West Midlands,Arson endangering life,Criminal damage and arson,Arson,56A,-1",
        "2022/23,4,West Midlands,Robbery of business property,Robbery,Robbery of business property,34A,19",
        "2022/23,4,West Midlands,Arson endangering life,Criminal damage and arson,Arson,56A,0",
        "2022/23,1,Metropolitan Police,Robbery of business property,Robbery,Robbery of business property,34A,88",
        '2022/23,1,"London, City of",Robbery of business property,Robbery,Robbery of business property,34A,2',
        "2022/23,1,British Transport Police,Arson endangering life,Criminal damage and arson,Arson,56A,1",
        "2022/23,1,Action Fraud,Fraud offences recorded by Action Fraud,Fraud offences,Fraud: action fraud,AF,6000",
    ),
    "Number of Offences",
    "Force Name",
)
PARTNERSHIP = Raw(
    CRIME.header.replace("Force Name", "Force Name,CSP Name"),
    (
        "2022/23,1,West Midlands,Birmingham,Robbery of business property,Robbery,Robbery of business property,34A,11",
        "2022/23,1,West Midlands,Coventry,Robbery of business property,Robbery,Robbery of business property,34A,4",
        "2022/23,2,West Midlands,Birmingham,Robbery of business property,Robbery,Robbery of business property,34A,12",
        "2022/23,1,Metropolitan Police,Lambeth,Robbery of business property,Robbery,Robbery of business property,34A,5",
    ),
    "Number of Offences",
    "Force Name",
)
_OUT = "Violence against the person,Violence without injury,12"
OUTCOMES = Raw(
    "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,"
    "Offence code expired,Outcome Description,Outcome Group,Outcome Type,"
    "Force outcomes for offences recorded in quarter,Force outcomes recorded in quarter",
    (
        f"2022/23,1,West Midlands,Abandoning a child,{_OUT},x,Charged/Summonsed,Charged/Summonsed,1,"
        "N/A - offence code expired,3",
        f"2022/23,1,West Midlands,Threats,{_OUT},,Charged/Summonsed,Charged/Summonsed,1,40,35",
        f"2022/23,1,West Midlands,Threats,{_OUT},,Caution \u2013 adults,Out-of-court (formal),3,6,-2",
        f"2022/23,1,West Midlands,Threats,{_OUT},,Not yet assigned an outcome,Not yet assigned an outcome,0,12,NA",
        f"2022/23,2,West Midlands,Threats,{_OUT},,Charged/Summonsed,Charged/Summonsed,1,31,38",
        f"2022/23,2,Metropolitan Police,Threats,{_OUT},,Charged/Summonsed,Charged/Summonsed,1,99,98",
        f"2022/23,2,Devon and Cornwall,Threats,{_OUT},,Charged/Summonsed,Charged/Summonsed,1,9,8",
    ),
    "Force outcomes recorded in quarter",
    "Force Name",
)
SEARCHES = Raw(
    "year_ending,force_name,legislation,reason_for_search_arrest,ethnic_group_self_defined,ethnicity_self_defined,"
    "searches,resultant_arrests,weapons_arrests_s60_only,other_arrests_s60_only,"
    "persons_found_to_be_carrying_a_weapon_s60_only",
    (
        "2022-03-31,West Midlands,Section 1 (PACE),Drugs,Asian or Asian British,Indian,120,14,NA,NA,NA",
        "2022-03-31,West Midlands,Section 1 (PACE),Drugs,White,Irish,NA,NA,NA,NA,NA",
        "2022-03-31,West Midlands,Section 60 (CJPOA),NA,Not stated,Not Stated,8,NA,TRUE,NA,NA",
        "2023-03-31,West Midlands,Section 1 (PACE),Drugs,White,Irish,33,4,NA,NA,NA",
        "2023-03-31,Metropolitan Police,Section 1 (PACE),Drugs,White,Irish,900,80,NA,NA,NA",
        "2023-03-31,British Transport Police,Section 1 (PACE),Drugs,White,Irish,4,1,NA,NA,NA",
    ),
    "searches",
    "force_name",
)
SEARCHES_SINCE = Raw(
    "financial_year,financial_year_quarter,geocode,police_force_area,region,legislation,reason_for_search,outcome,link,"
    "self_defined_ethnicity_group,self_defined_ethnicity,officer_defined_ethnicity,sex,age_group,number_of_searches",
    (
        "2023/24,Q1,E23000014,West Midlands,West Midlands,Section 1,Drugs,Arrest,Linked,White,White - Irish,White,Male,"
        "18-24,14",
        "2023/24,Q1,E23000014,West Midlands,West Midlands,Section 1,Drugs,No further action,N/A,White,White - Irish,"
        "White,Male,18-24,31",
        "2023/24,Q2,E23000014,West Midlands,West Midlands,Section 1,Drugs,No further action,N/A,Not Stated,Not Stated,"
        "White,Female,10-17,3",
        "2023/24,Q2,E23000014,West Midlands,West Midlands,Section 60,Anticipation of violence,No further action,N/A,"
        "N/A - vehicle search,N/A - vehicle search,N/A - vehicle search,N/A - vehicle search,N/A - vehicle search,2",
        "2023/24,Q1,E23000001,Metropolitan Police,London,Section 1,Drugs,Arrest,Linked,White,White - Irish,White,Male,"
        "18-24,900",
        "2023/24,Q1,0,British Transport Police,0,Section 1,Drugs,Arrest,Linked,White,White - Irish,White,Male,18-24,4",
    ),
    "number_of_searches",
    "police_force_area",
)
ARRESTS = Raw(
    "financial_year,force_name,offence_group,ethnic_group,age_group,sex,arrests,year_ending",
    (
        "2021/22,West Midlands,2015/16 onwards - Robbery,White,18 - 20 years,Female,12,2022-03-31",
        "2021/22,West Midlands,2015/16 onwards - Robbery,White,18 - 20 years,Male,58,2022-03-31",
        "2022/23,West Midlands,2015/16 onwards - Robbery,White,18 - 20 years,Female,NA,2023-03-31",
        "2022/23,West Midlands,2015/16 onwards - Robbery,White,18 - 20 years,Male,61,2023-03-31",
        "2022/23,Avon & Somerset,2015/16 onwards - Robbery,White,18 - 20 years,Male,5,2023-03-31",
    ),
    "arrests",
    "force_name",
)
WORKFORCE = Raw(
    "date,geo_code,force_name,region,sex,rank_description,worker_type,total_headcount,total_fte",
    (
        "2022-03-01,E23000014,West Midlands,West Midlands,Female,Constable,police officer,3100,2950.25",
        "2022-03-01,E23000014,West Midlands,West Midlands,Male,Constable,police officer,5000,4981.5",
        "2022-03-01,E23000014,West Midlands,West Midlands,Male,Police support volunteer,police volunteer,60,0",
        "2022-03-01,E23000014,West Midlands,West Midlands,Female,Police Support Volunteer,police volunteer,50,0",
        "2023-03-01,E23000014,West Midlands,West Midlands,Female,Constable,police officer,3200,3011.75",
        "2023-03-01,E23000036,Avon & Somerset,South West,Female,Constable,police officer,1000,960",
    ),
    "total_headcount",
    "force_name",
)
SCORES = Raw(
    "offence_group,code,name,year,severity_score,year_ending",
    (
        "Total recorded crime,K04000001,ENGLAND AND WALES,2021/22,15.25,2022-03-31",
        "Total recorded crime,E23000014,West Midlands,2021/22,20.123456789,2022-03-31",
        "Robbery,E23000014,West Midlands,2021/22,2.5,2022-03-31",
        "Total recorded crime,E23000014,West Midlands,2022/23,21,2023-03-31",
        'Total recorded crime,E23000034,"London, City of",2022/23,:,2023-03-31',
    ),
    "severity_score",
)
TOTALS = Raw(
    "code,name,year,score",
    (
        "E23000014,West Midlands,2022,20.123456789",
        "E23000014,West Midlands,2023,21",
        "E23000001,Metropolitan Police,2023,15.25",
        "E23000034,City of London,2023,NA",
    ),
    "score",
)
WEIGHTS = Raw(
    "Offence code,Offence,Weight",
    ("34A,Robbery of business property,812.25", "56A,Arson endangering life,1044", "12,Threats,0.5"),
    "Weight",
    more={"as_at": date(2022, 3, 31)},
)
HARM = Raw(
    "ATHENA URN,FULL_OFFENCE_TITLE,HOME_OFFICE_CLASSIFICATION,GROUP,SUB_GROUP,CCHI Score,Starting Point",
    (
        "1,Robbery of business property,34A,ROBBERY,ROBBERY OF BUSINESS PROPERTY,365,1 year",
        "2,Arson endangering life,56A,ARSON,ARSON,912.5,2.5 years",
        "3,An offence without a score,99,OTHER,OTHER,N/A,",
    ),
    "CCHI Score",
    more={"as_at": date(2022, 3, 31)},
)
FORCE_PEOPLE = Raw(
    "Area Code,Area Name,Population figures (mid-year),Household figures (mid-year)",
    (
        "E12000005,WEST MIDLANDS REGION,5900000,2400000",
        "E23000014,West Midlands,2950000,1150000",
        "E23000001,Metropolitan Police,8900000,3600000",
    ),
    "Household figures (mid-year)",
    more={"as_at": date(2022, 6, 30)},
)
HOUSEHOLDS = Raw(
    "date,geography,geography code,Number of households",
    ("2021,Birmingham,E08000025,423500", "2021,Lambeth,E09000022,130000", "2021,County Durham,E06000047,230000"),
    "Number of households",
    more={"as_at": date(2021, 3, 21)},
)
SMALL_AREAS = Raw(
    "Region code,Region name,Local authority code,Local authority name,MSOA Code,MSOA Name,LSOA Code,LSOA Name,,"
    "Persons,Persons,Persons,Hectares,Persons per hectare,Households,Persons per household",
    (
        "E12000005,WEST MIDLANDS,E08000025,Birmingham,E02001827,Birmingham 001,E01009417,Birmingham 001A,Local,"
        "1204,1180,24,610.5,2,501,2.4",
        "E12000005,WEST MIDLANDS,E08000025,Birmingham,E02001827,Birmingham 001,E01009418,Birmingham 001B,,"
        "1355,1355,0,150,9,590,2.3",
        "E12000007,LONDON,E09000022,Lambeth,E02000618,Lambeth 001,E01003012,Lambeth 001A,,1702,1702,0,8,212.8,799,2.1",
        "E12000001,NORTH EAST,E06000047,County Durham,E02004297,County Durham 001,E01020634,County Durham 001A,,"
        "1400,1400,0,9,155.6,800,1.8",
    ),
    "Households",
    more={"as_at": date(2011, 3, 27), "areas": AreaCodes("Local authority code", else_="leave-out")},
)
ANSWERING = Raw(
    "Month,Force,Calls,Mean answer time (seconds),Median answer time (seconds),Answered in under 10 seconds,"
    "Answered in 10 to 60 seconds,Answered in 60 seconds or more",
    (
        "2024-01,West Midlands Police,1000,8.5,3,850,120,30",
        "2024-02,West Midlands Police,900,7.25,2,800,90,10",
        "2024-01,Metropolitan Police,2000,12,4,1500,400,100",
        "2024-01,Police Scotland,1500,9,,1200,200,100",
    ),
    "Calls",
    "Force",
)
POPULATION = Raw(
    "code,name,year,population",
    (
        "E08000025,Birmingham,2021,1142494",
        "E08000025,Birmingham,2022,1157603",
        "E09000022,Lambeth,2022,316920",
        "E06000047,County Durham,2022,528127",
    ),
    "population",
)
ALL = "Ethnic Group: All categories: Ethnic group; measures: Value"
CENSUS = Raw(
    f"date,geography,geography code,Rural Urban,{ALL},Ethnic Group: White; measures: Value,"
    "Ethnic Group: White: Irish; measures: Value",
    (
        "2011,Birmingham,E08000025,Total,1000,600,20",
        "2011,Lambeth,E09000022,Total,500,300,10",
        "2011,County Durham,E06000047,Total,700,680,1",
    ),
    ALL,
    more={"as_at": date(2011, 3, 27)},
)
BY_COLLISION = AreaCodes(
    "collision_index", "collisions.csv", "collision_index", "local_authority_ons_district", else_="leave-out"
)
COLLISIONS = Raw(
    "collision_index,collision_year,collision_reference,longitude,latitude,police_force,collision_severity,"
    "number_of_vehicles,number_of_casualties,date,day_of_week,time,local_authority_ons_district,speed_limit,"
    "lsoa_of_collision_location",
    (
        "2022200000001,2022,200000001,-1.9,52.48,20,1,2,1,03/01/2022,2,17:58,E08000025,30,E01009417",
        "2022200000002,2022,200000002,NULL,NULL,20,3,1,2,31/01/2022,2,00:10,E08000025,40,-1",
        "2022200000003,2022,200000003,-1.9,52.49,20,2,2,1,14/06/2022,3,08:00,E08000025,30,E01009418",
        "2022010000004,2022,010000004,-0.1,51.46,1,3,2,1,15/06/2022,4,09:30,E09000022,20,E01003131",
        "2022990000005,2022,990000005,-3.2,55.95,97,2,2,1,15/06/2022,4,09:30,S12000036,20,-1",
    ),
    "number_of_casualties",
)
CASUALTIES = Raw(
    "collision_index,collision_year,collision_reference,vehicle_reference,casualty_reference,casualty_class,"
    "sex_of_casualty,age_of_casualty,age_band_of_casualty,casualty_severity,casualty_type,"
    "casualty_adjusted_severity_serious",
    (
        "2022200000001,2022,200000001,1,1,3,1,19,4,1,0,0",
        "2022200000002,2022,200000002,1,1,1,2,44,7,3,9,0.125",
        "2022200000003,2022,200000003,1,1,2,2,44,7,2,9,-1",
        "2022990000005,2022,990000005,1,1,1,1,30,6,2,1,1",
    ),
    "casualty_adjusted_severity_serious",
    more={"areas": BY_COLLISION},
)
VEHICLES = Raw(
    "collision_index,collision_year,collision_reference,vehicle_reference,vehicle_type,sex_of_driver,"
    "age_band_of_driver",
    (
        "2022200000001,2022,200000001,1,9,1,6",
        "2022200000001,2022,200000001,2,1,2,5",
        "2022990000005,2022,990000005,1,9,-1,-1",
    ),
    "collision_year",
    more={"areas": BY_COLLISION},
)
RAW: Mapping[str, Raw] = {
    "home-office-crime": CRIME,
    "home-office-crime-by-partnership": PARTNERSHIP,
    "home-office-outcomes": OUTCOMES,
    "home-office-stop-and-search": SEARCHES,
    "home-office-searches": SEARCHES_SINCE,
    "home-office-arrests": ARRESTS,
    "home-office-workforce": WORKFORCE,
    "answering-999": ANSWERING,
    "ons-severity-scores": SCORES,
    "ons-severity-totals": TOTALS,
    "ons-severity-weights": WEIGHTS,
    "cambridge-harm-index": HARM,
    "ons-force-populations": FORCE_PEOPLE,
    "census-households": HOUSEHOLDS,
    "census-small-areas": SMALL_AREAS,
    "ons-population": POPULATION,
    "census-ethnic-group": CENSUS,
    "stats19-collisions": COLLISIONS,
    "stats19-casualties": CASUALTIES,
    "stats19-vehicles": VEHICLES,
}


def open_load(folder: Path, format: str, data: bytes, name: str = "given.csv", **more: Any) -> Loaded:
    """Loads one file into table `counts` of a plan with the areas of PLACES; the collisions are there as a lookup.

    The files are a few rows of what is published, and the source says so.
    """
    more = {"expect": Expect(whole=False), **more}
    put(folder, {name: data, "collisions.csv": COLLISIONS.data()})
    one = source(format, (name,), **{**(RAW[format].more if format in RAW else {}), **more})
    return load({"one": one}, folder, folder / "store", AREAS)
