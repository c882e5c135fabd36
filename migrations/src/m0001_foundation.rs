//! Plans, people, mandates, sheets, updates, and what every feature uses (history, outbox, drafts, sessions).
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    blob, boolean, date, date_null, integer, json, string, string_null, text,
    timestamp_with_time_zone as moment, timestamp_with_time_zone_null as moment_null, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub struct Migration;

/// A table: its columns (the first is the key), its foreign keys (column, table), its indexes (name, columns, unique).
struct TableDef {
    name: &'static str,
    columns: Vec<ColumnDef>,
    references: &'static [(&'static str, &'static str)],
    indexes: &'static [(&'static str, &'static [&'static str], bool)],
}

fn id() -> ColumnDef {
    uuid("id").primary_key().take()
}

fn tables() -> Vec<TableDef> {
    let plan =
        |name, columns: Vec<ColumnDef>, references, indexes| TableDef { name, columns, references, indexes };
    vec![
        plan(
            "region",
            vec![
                id(),
                string("code").take(),
                string("slug").take(),
                string("name").take(),
                string("name_key").take(),
                string("time_zone").take(),
            ],
            &[],
            &[("region_slug", &["slug"], true), ("region_code", &["code"], true)],
        ),
        plan(
            "plan",
            vec![
                id(),
                uuid("region_id").take(),
                string("slug").take(),
                string("name").take(),
                integer("first_year").take(),
                integer("last_year").take(),
                string("state").take(),
            ],
            &[("region_id", "region")],
            &[("plan_slug", &["region_id", "slug"], true)],
        ),
        plan(
            "axis",
            vec![
                id(),
                uuid("plan_id").take(),
                string("word").take(),
                string_null("title").take(),
                integer("position").take(),
            ],
            &[("plan_id", "plan")],
            &[("axis_word", &["plan_id", "word"], true)],
        ),
        plan(
            "objective",
            vec![
                id(),
                uuid("plan_id").take(),
                uuid("axis_id").take(),
                string("title").take(),
                string("title_key").take(),
            ],
            &[("plan_id", "plan"), ("axis_id", "axis")],
            &[("objective_title", &["plan_id", "title_key"], true)],
        ),
        plan(
            "committee",
            vec![
                id(),
                uuid("region_id").take(),
                uuid("plan_id").take(),
                string("name").take(),
                string("kind").take(),
            ],
            &[("region_id", "region"), ("plan_id", "plan")],
            &[],
        ),
        plan(
            "organisation",
            vec![
                id(),
                uuid("region_id").take(),
                string("name").take(),
                string("name_key").take(),
                string("college").take(),
            ],
            &[("region_id", "region")],
            &[],
        ),
        plan(
            "person",
            vec![id(), string("name").take(), string("name_key").take(), boolean("demonstration").take()],
            &[],
            &[],
        ),
        plan(
            "mandate",
            vec![
                id(),
                uuid("person_id").take(),
                string("role").take(),
                uuid_null("region_id").take(),
                uuid_null("plan_id").take(),
                uuid_null("committee_id").take(),
                uuid_null("organisation_id").take(),
                date("starts").take(),
                date_null("ends").take(),
            ],
            &[
                ("person_id", "person"),
                ("region_id", "region"),
                ("plan_id", "plan"),
                ("committee_id", "committee"),
                ("organisation_id", "organisation"),
            ],
            &[
                ("mandate_person", &["person_id"], false),
                ("mandate_committee", &["committee_id", "role"], false),
            ],
        ),
        plan(
            "session",
            vec![
                id(),
                string("token_hash").take(),
                uuid("person_id").take(),
                moment("created_at").take(),
                moment("expires_at").take(),
            ],
            &[("person_id", "person")],
            &[("session_token", &["token_hash"], true), ("session_expiry", &["expires_at"], false)],
        ),
        plan(
            "action_sheet",
            vec![
                id(),
                uuid("region_id").take(),
                uuid("plan_id").take(),
                uuid("axis_id").take(),
                uuid_null("objective_id").take(),
                uuid("committee_id").take(),
                string_null("code").take(),
                string("code_key").take(),
                text("title").take(),
                text("title_key").take(),
                string("address").take(),
                string("status").take(),
                string("stage").take(),
                text("reason").take(),
                date_null("paused_until").take(),
                moment("status_since").take(),
                uuid_null("latest_update_id").take(),
                integer("version").take(),
            ],
            &[
                ("region_id", "region"),
                ("plan_id", "plan"),
                ("axis_id", "axis"),
                ("objective_id", "objective"),
                ("committee_id", "committee"),
            ],
            &[
                ("action_sheet_address", &["plan_id", "address"], true),
                ("action_sheet_code", &["plan_id", "code"], true),
                ("action_sheet_order", &["plan_id", "code_key", "title_key"], false),
            ],
        ),
        plan(
            "rubric",
            vec![
                id(),
                uuid("sheet_id").take(),
                string("kind").take(),
                text("body").take(),
                integer("version").take(),
                string("by_name").take(),
                moment("at").take(),
            ],
            &[("sheet_id", "action_sheet")],
            &[("rubric_kind", &["sheet_id", "kind"], true)],
        ),
        plan(
            "progress_update",
            vec![
                id(),
                uuid("sheet_id").take(),
                uuid_null("person_id").take(),
                string("by_name").take(),
                moment("at").take(),
                text("done").take(),
                text("next").take(),
                text("obstacle").take(),
                string("confidence").take(),
            ],
            &[("sheet_id", "action_sheet"), ("person_id", "person")],
            &[("progress_update_sheet", &["sheet_id", "at"], false)],
        ),
        plan(
            "history",
            vec![
                id(),
                moment("at").take(),
                uuid("region_id").take(),
                uuid_null("person_id").take(),
                string("by_name").take(),
                string("verb").take(),
                uuid("subject").take(),
                string("part").take(),
                integer("version").take(),
                text("text").take(),
            ],
            &[("region_id", "region"), ("person_id", "person")],
            &[("history_subject", &["subject", "part", "version"], false)],
        ),
        plan(
            "outbox",
            vec![
                id(),
                moment("at").take(),
                string("kind").take(),
                json("payload").take(),
                moment_null("sent_at").take(),
            ],
            &[],
            &[("outbox_waiting", &["sent_at", "at"], false)],
        ),
        plan(
            "draft",
            vec![
                uuid("form_key").primary_key().take(),
                uuid("person_id").take(),
                string("page").take(),
                string("form").take(),
                text("fields").take(),
                json("errors").take(),
                boolean("set_aside").take(),
                moment("kept_at").take(),
            ],
            &[("person_id", "person")],
            &[
                ("draft_page", &["person_id", "page", "form", "kept_at"], false),
                ("draft_expiry", &["kept_at"], false),
            ],
        ),
        plan(
            "form_receipt",
            vec![
                uuid("form_key").primary_key().take(),
                uuid("person_id").take(),
                moment("at").take(),
                string("digest").take(),
                string("page").take(),
                text("message").take(),
            ],
            &[("person_id", "person")],
            &[("form_receipt_expiry", &["at"], false)],
        ),
        plan(
            "plan_import",
            vec![
                id(),
                uuid("plan_id").take(),
                uuid_null("person_id").take(),
                string("by_name").take(),
                moment("at").take(),
                string("source_name").take(),
                blob("source").take(),
                string("sha256").take(),
                json("report").take(),
                moment_null("applied_at").take(),
            ],
            &[("plan_id", "plan"), ("person_id", "person")],
            &[("plan_import_plan", &["plan_id", "at"], false)],
        ),
    ]
}

/// Columns that are compared and sorted byte by byte on both databases.
const KEYS: &[(&str, &str)] = &[
    ("region", "name_key"),
    ("organisation", "name_key"),
    ("person", "name_key"),
    ("action_sheet", "code_key"),
    ("action_sheet", "title_key"),
    ("objective", "title_key"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for plan in tables() {
            let mut table = Table::create();
            table.table(plan.name);
            for column in plan.columns {
                table.col(column);
            }
            for (column, target) in plan.references {
                table.foreign_key(ForeignKey::create().from(plan.name, *column).to(*target, "id"));
            }
            manager.create_table(table.take()).await?;
            for (name, columns, unique) in plan.indexes {
                let mut index = Index::create();
                index.name(*name).table(plan.name);
                for column in *columns {
                    index.col(*column);
                }
                if *unique {
                    index.unique();
                }
                manager.create_index(index.take()).await?;
            }
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            for (table, column) in KEYS {
                let sql = format!(r#"ALTER TABLE {table} ALTER COLUMN {column} TYPE text COLLATE "C""#);
                manager.get_connection().execute_unprepared(&sql).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for plan in tables().into_iter().rev() {
            manager.drop_table(Table::drop().table(plan.name).to_owned()).await?;
        }
        Ok(())
    }
}
