-- Written to and rolled back, to find out whether an outage is over: always empty. A row takes a page of its own.
create table outage_probe (filler text not null);
alter table outage_probe alter column filler set storage plain;
