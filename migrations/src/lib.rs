//! The schema, for SQLite and PostgreSQL alike. Migrations are only ever added.
use sea_orm_migration::prelude::*;

mod m0001_foundation;
mod m0002_order;
mod m0003_milestone;
mod m0004_deliverable;
mod m0005_ask;
mod m0006_amendment;
mod m0007_people;
mod m0008_template;
mod m0011_rubrics;
mod m0012_directory;
mod m0013_balance;
mod m0014_comment;
mod m0015_targeting;
mod m0016_links;
mod m0017_account;
mod m0018_withdrawn_goals;
mod m0019_signed;
mod m0020_audience;
mod m0021_found;
mod m0022_given_up;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_foundation::Migration),
            Box::new(m0002_order::Migration),
            Box::new(m0003_milestone::Migration),
            Box::new(m0004_deliverable::Migration),
            Box::new(m0005_ask::Migration),
            Box::new(m0006_amendment::Migration),
            Box::new(m0007_people::Migration),
            Box::new(m0008_template::Migration),
            Box::new(m0012_directory::Migration),
            Box::new(m0011_rubrics::Migration),
            Box::new(m0013_balance::Migration),
            Box::new(m0014_comment::Migration),
            Box::new(m0015_targeting::Migration),
            Box::new(m0016_links::Migration),
            Box::new(m0017_account::Migration),
            Box::new(m0018_withdrawn_goals::Migration),
            Box::new(m0019_signed::Migration),
            Box::new(m0020_audience::Migration),
            Box::new(m0021_found::Migration),
            Box::new(m0022_given_up::Migration),
        ]
    }
}
