//! Accounts: when somebody last signed in, whether she is suspended; attempts that confirm a new address.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, string_null, timestamp_with_time_zone_null as moment_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Table and new column, with what the rows that are there get.
fn columns() -> Vec<(&'static str, &'static str, ColumnDef)> {
    vec![
        ("person", "suspended_at", moment_null("suspended_at").take()),
        ("person", "signed_in_at", moment_null("signed_in_at").take()),
        ("sign_in", "purpose", string("purpose").default("sign_in").take()),
        ("sign_in", "old_email", string_null("old_email").take()),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _, column) in columns() {
            // SQLite adds one column at a time
            manager.alter_table(Table::alter().table(table).add_column(column).take()).await?;
        }
        // of those who signed in before, what their sessions still tell
        let last = Query::select()
            .expr(Expr::col(("session", "created_at")).max())
            .from("session")
            .and_where(Expr::col(("session", "person_id")).equals(("person", "id")))
            .take();
        let known = Query::update().table("person").value("signed_in_at", last).take();
        manager.execute(known).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, name, _) in columns().into_iter().rev() {
            manager.alter_table(Table::alter().table(table).drop_column(name).take()).await?;
        }
        Ok(())
    }
}
