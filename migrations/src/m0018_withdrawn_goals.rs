//! The goals that an accepted amendment withdrew: they stay, and say by which.
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::integer_null;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        // the number of the amendment, among those of the sheet
        alter.table("goal").add_column(integer_null("withdrawn_by"));
        manager.alter_table(alter).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut alter = Table::alter();
        alter.table("goal").drop_column("withdrawn_by");
        manager.alter_table(alter).await
    }
}
