-- A client is revoked like a subject: its tokens up to some second.
alter table revocation drop constraint revocation_kind_check;
alter table revocation add constraint revocation_kind_check check (kind in ('token', 'session', 'subject', 'client'));
alter table revocation drop constraint revocation_check;
alter table revocation add constraint revocation_check check ((kind in ('subject', 'client')) = (cutoff is not null));
