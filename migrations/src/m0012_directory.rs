//! The directory: what is known of organisations and committees, handovers, and what people choose to show of themselves.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    boolean, date_null, integer, string, text, timestamp_with_time_zone_null as moment_null, uuid_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Table and new column, with what the rows that are there get.
fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        ("organisation", "kind", string("kind").default("other").take()),
        ("organisation", "departments", text("departments").default("").take()),
        ("organisation", "contact", text("contact").default("").take()),
        ("organisation", "verified_on", date_null("verified_on").take()),
        ("organisation", "version", integer("version").default(1).take()),
        ("committee", "does", text("does").default("").take()),
        ("committee", "does_not", text("does_not").default("").take()),
        ("committee", "version", integer("version").default(1).take()),
        ("mandate", "succeeds", uuid_null("succeeds").take()),
        ("mandate", "version", integer("version").default(1).take()),
        ("person", "shows_email", boolean("shows_email").default(false).take()),
        ("person", "erased_at", moment_null("erased_at").take()),
        ("person", "version", integer("version").default(1).take()),
        ("session", "last_seen_at", moment_null("last_seen_at").take()),
    ]
}

/// Who is of a region, of an organisation.
const INDEXES: [(&str, &str); 2] =
    [("mandate_region", "region_id"), ("mandate_organisation", "organisation_id")];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, column) in columns() {
            // SQLite adds one column at a time
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        for (name, column) in INDEXES {
            manager.create_index(Index::create().name(name).table("mandate").col(column).take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            manager.drop_index(Index::drop().name(name).table("mandate").to_owned()).await?;
        }
        for (table, name, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        Ok(())
    }
}
