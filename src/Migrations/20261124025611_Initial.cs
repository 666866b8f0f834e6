using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Entente.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "absence",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    stand_in = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    set_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absence", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "access_link",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject_kind = table.Column<string>(type: "text", nullable: true),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: true),
                    next = table.Column<string>(type: "text", nullable: true),
                    single_use = table.Column<bool>(type: "boolean", nullable: false),
                    whole = table.Column<bool>(type: "boolean", nullable: false),
                    browser = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_link", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "access_policy",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<int>(type: "integer", nullable: false),
                    silence = table.Column<bool>(type: "boolean", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    crm = table.Column<bool>(type: "boolean", nullable: false),
                    confirm = table.Column<bool>(type: "boolean", nullable: false),
                    suspend_unconfirmed = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_policy", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "action_plan",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: true),
                    motion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    joint_value = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    vendor_days = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    partner_days = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submission_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    shared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    agreed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    agreed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    agreed_terms = table.Column<int>(type: "integer", nullable: true),
                    changed_since = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    why = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_action_plan", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "agreement",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    name_key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    draft = table.Column<string>(type: "text", nullable: true),
                    number = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_for = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "agreement_acceptance",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_acceptance", x => new { x.workspace_id, x.partner_id, x.agreement_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "agreement_ask",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded = table.Column<int>(type: "integer", nullable: true),
                    staff_told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_ask", x => new { x.workspace_id, x.partner_id, x.agreement_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "agreement_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    agreement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    grace_days = table.Column<int>(type: "integer", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreement_version", x => new { x.workspace_id, x.agreement_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "announcement",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    published = table.Column<bool>(type: "boolean", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    narrow = table.Column<bool>(type: "boolean", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledge_by = table.Column<DateOnly>(type: "date", nullable: true),
                    text_number = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_for = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcement", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "announcement_recipient",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    announcement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    why = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    second_subject = table.Column<bool>(type: "boolean", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded = table.Column<int>(type: "integer", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    clicked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acknowledged_text = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcement_recipient", x => new { x.workspace_id, x.announcement_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "announcement_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    announcement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_announcement_version", x => new { x.workspace_id, x.announcement_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "api_key",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hint = table.Column<string>(type: "text", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    scopes = table.Column<string[]>(type: "text[]", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_key", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "api_key_use",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_key_use", x => new { x.workspace_id, x.key_id });
                });

            migrationBuilder.CreateTable(
                name: "api_receipt",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key_id = table.Column<Guid>(type: "uuid", nullable: false),
                    idempotency_key = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_receipt", x => new { x.workspace_id, x.key_id, x.idempotency_key });
                });

            migrationBuilder.CreateTable(
                name: "assessment_trace",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    trace = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assessment_trace", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    tx = table.Column<ulong>(type: "xid8", nullable: false, defaultValueSql: "pg_current_xact_id()"),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    on_behalf_of = table.Column<Guid>(type: "uuid", nullable: true),
                    partner = table.Column<Guid>(type: "uuid", nullable: true),
                    channel = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    correlation = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    horizon = table.Column<ulong>(type: "xid8", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_head", x => x.workspace_id);
                });

            migrationBuilder.CreateTable(
                name: "audit_seal",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_seal", x => new { x.workspace_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "audit_signed_head",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_signed_head", x => new { x.workspace_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "candidate",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    company = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    site = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    domain = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    segment = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    region = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    they_give = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    we_give = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    contact_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    contact_email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    contact_phone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    words = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    host = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    worked = table.Column<bool>(type: "boolean", nullable: false),
                    submission_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    added_by = table.Column<Guid>(type: "uuid", nullable: true),
                    consent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    came_in = table.Column<DateOnly>(type: "date", nullable: true),
                    owner = table.Column<Guid>(type: "uuid", nullable: true),
                    revisit_on = table.Column<DateOnly>(type: "date", nullable: true),
                    revisit_told = table.Column<bool>(type: "boolean", nullable: false),
                    evaluated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    outward = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    decline_mailed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    partner = table.Column<Guid>(type: "uuid", nullable: true),
                    joined_to = table.Column<Guid>(type: "uuid", nullable: true),
                    total = table.Column<decimal>(type: "numeric(2,1)", precision: 2, scale: 1, nullable: true),
                    threshold = table.Column<decimal>(type: "numeric(2,1)", precision: 2, scale: 1, nullable: true),
                    book = table.Column<int>(type: "integer", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidate", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "checked_name",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_checked_name", x => new { x.workspace_id, x.partner_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "claim_colleague",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    added_by = table.Column<Guid>(type: "uuid", nullable: true),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_colleague", x => new { x.workspace_id, x.registration_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "claim_draft",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    kept_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_draft", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "claim_evidence",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_evidence", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "claim_share",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    for_whom = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    amounts = table.Column<bool>(type: "boolean", nullable: false),
                    given_by = table.Column<Guid>(type: "uuid", nullable: false),
                    by_staff = table.Column<bool>(type: "boolean", nullable: false),
                    given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_back_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_share", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "company_verdict",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    left_mark = table.Column<string>(type: "text", nullable: false),
                    right_mark = table.Column<string>(type: "text", nullable: false),
                    same = table.Column<bool>(type: "boolean", nullable: false),
                    said_by = table.Column<Guid>(type: "uuid", nullable: true),
                    said_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    why = table.Column<string>(type: "text", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_verdict", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "complaint",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration = table.Column<Guid>(type: "uuid", nullable: true),
                    registration_number = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reminded = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next_reminder_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    upheld = table.Column<bool>(type: "boolean", nullable: true),
                    reply = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complaint", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "conflict_case",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    company = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledge_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    acknowledged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner = table.Column<Guid>(type: "uuid", nullable: true),
                    plan_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    plan = table.Column<string>(type: "text", nullable: true),
                    reminded = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next_reminder_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decision_no = table.Column<int>(type: "integer", nullable: false),
                    how = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    leader = table.Column<string>(type: "text", nullable: true),
                    rationale = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ruling = table.Column<string>(type: "jsonb", nullable: true),
                    end = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    resolved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    steps_taken = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conflict_case", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "consent_record",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_name = table.Column<string>(type: "text", nullable: true),
                    contact_email = table.Column<string>(type: "text", nullable: true),
                    wording = table.Column<string>(type: "text", nullable: false),
                    wording_version = table.Column<int>(type: "integer", nullable: false),
                    given_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    through = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    said_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawn_words = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consent_record", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "credential",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    secret = table.Column<string>(type: "text", nullable: false),
                    handle = table.Column<byte[]>(type: "bytea", nullable: true),
                    counter = table.Column<long>(type: "bigint", nullable: false),
                    only_in = table.Column<Guid>(type: "uuid", nullable: true),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credential", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "credit_rule_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    motion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_rule_version", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_account",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_key = table.Column<string>(type: "text", nullable: true),
                    domain = table.Column<string>(type: "text", nullable: true),
                    website = table.Column<string>(type: "text", nullable: true),
                    country = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    industry = table.Column<string>(type: "text", nullable: true),
                    owner_id = table.Column<string>(type: "text", nullable: true),
                    is_customer = table.Column<bool>(type: "boolean", nullable: false),
                    entente_id = table.Column<string>(type: "text", nullable: true),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_account", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_alias",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    old_id = table.Column<string>(type: "text", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_alias", x => new { x.workspace_id, x.connection_id, x.kind, x.old_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_budget",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tokens = table.Column<double>(type: "double precision", nullable: false),
                    filled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    calls = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_budget", x => new { x.workspace_id, x.connection_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_call",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lane = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    path = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    milliseconds = table.Column<double>(type: "double precision", nullable: false),
                    error_code = table.Column<string>(type: "text", nullable: true),
                    sent = table.Column<string>(type: "text", nullable: true),
                    answered = table.Column<string>(type: "text", nullable: true),
                    about = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_call", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_conflict",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    agreed = table.Column<string>(type: "text", nullable: true),
                    ours = table.Column<string>(type: "text", nullable: true),
                    ours_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ours_by = table.Column<Guid>(type: "uuid", nullable: false),
                    theirs = table.Column<string>(type: "text", nullable: true),
                    theirs_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rule = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    winner = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_conflict", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_connection",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    api_version = table.Column<string>(type: "text", nullable: false),
                    credentials = table.Column<string>(type: "text", nullable: false),
                    mapping = table.Column<string>(type: "jsonb", nullable: false),
                    mapping_number = table.Column<int>(type: "integer", nullable: false),
                    listed = table.Column<string>(type: "jsonb", nullable: false),
                    writes = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    before = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    trouble = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<string>(type: "text", nullable: false),
                    account_name = table.Column<string>(type: "text", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    url = table.Column<string>(type: "text", nullable: false),
                    multi_currency = table.Column<bool>(type: "boolean", nullable: false),
                    poll_seconds = table.Column<int>(type: "integer", nullable: false),
                    calls_per_second = table.Column<int>(type: "integer", nullable: true),
                    share_percent = table.Column<int>(type: "integer", nullable: false),
                    reconcile_hours = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    connected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    followed_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_connection", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_connection_status",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_push_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_poll_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    catalogue_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deletions_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error_code = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    error_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refused = table.Column<long>(type: "bigint", nullable: false),
                    skew_ms = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_connection_status", x => new { x.workspace_id, x.connection_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_contact",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    account_crm_id = table.Column<string>(type: "text", nullable: true),
                    first_name = table.Column<string>(type: "text", nullable: true),
                    last_name = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    title = table.Column<string>(type: "text", nullable: true),
                    owner_id = table.Column<string>(type: "text", nullable: true),
                    deleted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_contact", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_cursor",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    walk = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    cursor = table.Column<string>(type: "text", nullable: true),
                    count = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: true),
                    arrived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_cursor", x => new { x.workspace_id, x.connection_id, x.kind, x.walk });
                });

            migrationBuilder.CreateTable(
                name: "crm_drift",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    drift = table.Column<string>(type: "jsonb", nullable: false),
                    noticed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_drift", x => new { x.workspace_id, x.connection_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "crm_drifted",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    how = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    run_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_drifted", x => new { x.workspace_id, x.connection_id, x.kind, x.crm_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_duplicate",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    probability = table.Column<double>(type: "double precision", nullable: false),
                    because = table.Column<string>(type: "text", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_duplicate", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_duplicate_choice",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    duplicate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    same = table.Column<bool>(type: "boolean", nullable: false),
                    keep = table.Column<Guid>(type: "uuid", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_duplicate_choice", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_duplicate_member",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    duplicate_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_duplicate_member", x => new { x.workspace_id, x.account_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_duplicate_walk",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    up_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    whole_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_duplicate_walk", x => x.workspace_id);
                });

            migrationBuilder.CreateTable(
                name: "crm_fetch",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    named = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_fetch", x => new { x.workspace_id, x.connection_id, x.kind, x.crm_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_form_entry",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    crm = table.Column<string>(type: "text", nullable: false),
                    contact_crm_id = table.Column<string>(type: "text", nullable: false),
                    contact = table.Column<Guid>(type: "uuid", nullable: false),
                    company = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    partner = table.Column<Guid>(type: "uuid", nullable: true),
                    registration = table.Column<Guid>(type: "uuid", nullable: true),
                    number = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_form_entry", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_identity",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    entente_id = table.Column<string>(type: "text", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_identity", x => new { x.workspace_id, x.connection_id, x.kind, x.entente_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_lead",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    name_key = table.Column<string>(type: "text", nullable: true),
                    domain = table.Column<string>(type: "text", nullable: true),
                    account_crm_id = table.Column<string>(type: "text", nullable: true),
                    contact_crm_id = table.Column<string>(type: "text", nullable: true),
                    status = table.Column<string>(type: "text", nullable: true),
                    owner_id = table.Column<string>(type: "text", nullable: true),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deleted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_lead", x => new { x.workspace_id, x.connection_id, x.crm_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_ledger",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    write_id = table.Column<Guid>(type: "uuid", nullable: false),
                    agreed = table.Column<string>(type: "text", nullable: true),
                    confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    stands = table.Column<bool>(type: "boolean", nullable: false),
                    pushes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_ledger", x => new { x.workspace_id, x.connection_id, x.kind, x.crm_id, x.field });
                });

            migrationBuilder.CreateTable(
                name: "crm_mapping",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    mapping = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_mapping", x => new { x.workspace_id, x.connection_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "crm_oauth_attempt",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    asked = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_oauth_attempt", x => new { x.workspace_id, x.state });
                });

            migrationBuilder.CreateTable(
                name: "crm_owner",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_owner", x => new { x.workspace_id, x.connection_id, x.crm_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_panel_ticket",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_panel_ticket", x => new { x.workspace_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "crm_push",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_push", x => new { x.workspace_id, x.connection_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "crm_reconcile",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    crm_began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    whole = table.Column<bool>(type: "boolean", nullable: false),
                    seen = table.Column<long>(type: "bigint", nullable: false),
                    missing = table.Column<long>(type: "bigint", nullable: false),
                    stale = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_seen = table.Column<long>(type: "bigint", nullable: false),
                    last_missing = table.Column<long>(type: "bigint", nullable: false),
                    last_stale = table.Column<long>(type: "bigint", nullable: false),
                    last_gone = table.Column<long>(type: "bigint", nullable: false),
                    last_doubted = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_reconcile", x => new { x.workspace_id, x.connection_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "crm_reconcile_seen",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_reconcile_seen", x => new { x.workspace_id, x.connection_id, x.kind, x.crm_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_record",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    fields = table.Column<string>(type: "jsonb", nullable: false),
                    links = table.Column<string>(type: "jsonb", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name_low = table.Column<string>(type: "text", nullable: true, computedColumnSql: "left(lower(coalesce(nullif(fields->>'name', ''), nullif(trim(coalesce(fields->>'first_name', '') || ' ' || coalesce(fields->>'last_name', '')), ''), fields->>'email')), 100)", stored: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_record", x => new { x.workspace_id, x.connection_id, x.kind, x.crm_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_schema",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    schema = table.Column<string>(type: "jsonb", nullable: false),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    live = table.Column<string>(type: "jsonb", nullable: true),
                    looked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_schema", x => new { x.workspace_id, x.connection_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "crm_stage",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pipeline = table.Column<string>(type: "text", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    pipeline_label = table.Column<string>(type: "text", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<bool>(type: "boolean", nullable: false),
                    won = table.Column<bool>(type: "boolean", nullable: false),
                    probability = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_stage", x => new { x.workspace_id, x.connection_id, x.pipeline, x.crm_id });
                });

            migrationBuilder.CreateTable(
                name: "crm_sync_batch",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    seen = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    removed = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_sync_batch", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_usage",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    lane = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    calls = table.Column<long>(type: "bigint", nullable: false),
                    failed = table.Column<long>(type: "bigint", nullable: false),
                    throttled = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_usage", x => new { x.workspace_id, x.connection_id, x.day, x.lane });
                });

            migrationBuilder.CreateTable(
                name: "crm_write",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quiet = table.Column<bool>(type: "boolean", nullable: false),
                    steps = table.Column<string>(type: "jsonb", nullable: false),
                    results = table.Column<string>(type: "jsonb", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    error_class = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    error_code = table.Column<string>(type: "text", nullable: true),
                    error_message = table.Column<string>(type: "text", nullable: true),
                    error_field = table.Column<string>(type: "text", nullable: true),
                    error_on = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    left_because = table.Column<string>(type: "text", nullable: true),
                    staged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_write", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "crm_write_key",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    staged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    write_id = table.Column<Guid>(type: "uuid", nullable: false),
                    job_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_crm_write_key", x => new { x.workspace_id, x.connection_id, x.key, x.staged_at, x.write_id });
                });

            migrationBuilder.CreateTable(
                name: "custom_role",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    permissions = table.Column<string[]>(type: "text[]", nullable: false),
                    scope_regions = table.Column<string[]>(type: "text[]", nullable: false),
                    scope_types = table.Column<string[]>(type: "text[]", nullable: false),
                    scope_tiers = table.Column<string[]>(type: "text[]", nullable: false),
                    scope_own = table.Column<bool>(type: "boolean", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_role", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "dead_letter",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    cause = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_letter", x => new { x.workspace_id, x.id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "directory_call",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fault_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fault = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_call", x => new { x.workspace_id, x.token_id });
                });

            migrationBuilder.CreateTable(
                name: "directory_group",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    display_name = table.Column<string>(type: "text", nullable: false),
                    name_key = table.Column<string>(type: "text", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: true),
                    staff_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    partner_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_group", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "directory_group_member",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_id = table.Column<Guid>(type: "uuid", nullable: false),
                    membership_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_group_member", x => new { x.workspace_id, x.group_id, x.membership_id });
                });

            migrationBuilder.CreateTable(
                name: "directory_token",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hint = table.Column<string>(type: "text", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_token", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "directory_user",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    membership_id = table.Column<Guid>(type: "uuid", nullable: false),
                    directory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    user_name_key = table.Column<string>(type: "text", nullable: false),
                    external_id = table.Column<string>(type: "text", nullable: true),
                    display_name = table.Column<string>(type: "text", nullable: true),
                    given_name = table.Column<string>(type: "text", nullable: true),
                    family_name = table.Column<string>(type: "text", nullable: true),
                    formatted = table.Column<string>(type: "text", nullable: true),
                    title = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deleted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_directory_user", x => new { x.workspace_id, x.membership_id });
                });

            migrationBuilder.CreateTable(
                name: "due_item",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stands_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease = table.Column<Guid>(type: "uuid", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_due_item", x => new { x.workspace_id, x.id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "erased_mark",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mark = table.Column<byte[]>(type: "bytea", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erased_mark", x => new { x.workspace_id, x.mark });
                });

            migrationBuilder.CreateTable(
                name: "erased_mark_key",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key_id = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erased_mark_key", x => new { x.workspace_id, x.key_id });
                });

            migrationBuilder.CreateTable(
                name: "experience",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    draft = table.Column<string>(type: "text", nullable: false),
                    live = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_experience", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "forecast_snapshot",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    week = table.Column<DateOnly>(type: "date", nullable: false),
                    quarter = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    motion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    deals = table.Column<int>(type: "integer", nullable: false),
                    won_minor = table.Column<long>(type: "bigint", nullable: false),
                    weighted_minor = table.Column<long>(type: "bigint", nullable: false),
                    commit_minor = table.Column<long>(type: "bigint", nullable: false),
                    best_minor = table.Column<long>(type: "bigint", nullable: false),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forecast_snapshot", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "form_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    form_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_form_version", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "handled_event",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    handler = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handled_event", x => new { x.workspace_id, x.event_id, x.handler });
                });

            migrationBuilder.CreateTable(
                name: "health_card",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    before = table.Column<int>(type: "integer", nullable: true),
                    json = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_card", x => new { x.workspace_id, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "health_day",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    score = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_day", x => new { x.workspace_id, x.partner_id, x.day });
                });

            migrationBuilder.CreateTable(
                name: "health_episode",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    began_on = table.Column<DateOnly>(type: "date", nullable: false),
                    raised_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_episode", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "identity_provider",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    domains = table.Column<string[]>(type: "text[]", nullable: false),
                    entity = table.Column<string>(type: "text", nullable: false),
                    secrets = table.Column<string>(type: "text", nullable: false),
                    enforced = table.Column<bool>(type: "boolean", nullable: false),
                    proves_factor = table.Column<bool>(type: "boolean", nullable: false),
                    proven_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    removed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_provider", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "import_file",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<int>(type: "integer", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    encoding = table.Column<string>(type: "text", nullable: false),
                    separator = table.Column<string>(type: "text", nullable: false),
                    header = table.Column<string>(type: "text", nullable: false),
                    samples = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mapping = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    judged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sends_looks = table.Column<bool>(type: "boolean", nullable: false),
                    sent_by = table.Column<Guid>(type: "uuid", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    trouble = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_file", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "import_part",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_part", x => new { x.workspace_id, x.import_id, x.part });
                });

            migrationBuilder.CreateTable(
                name: "import_progress",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    judged = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_progress", x => new { x.workspace_id, x.import_id });
                });

            migrationBuilder.CreateTable(
                name: "import_row",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    cells = table.Column<string>(type: "text", nullable: false),
                    claimant = table.Column<Guid>(type: "uuid", nullable: true),
                    company = table.Column<string>(type: "text", nullable: false),
                    submission = table.Column<string>(type: "text", nullable: false),
                    keys = table.Column<string>(type: "text", nullable: false),
                    verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    refusal = table.Column<string>(type: "text", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_row", x => new { x.workspace_id, x.import_id, x.row });
                });

            migrationBuilder.CreateTable(
                name: "inbound_mail",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    envelope_from = table.Column<string>(type: "text", nullable: false),
                    recipients = table.Column<string>(type: "text", nullable: false),
                    from_address = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    message_id = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    act = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    is_quarantined = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    handled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    handled_by = table.Column<Guid>(type: "uuid", nullable: true),
                    about_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    about_id = table.Column<Guid>(type: "uuid", nullable: true),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbound_mail", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "internal_message",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author = table.Column<Guid>(type: "uuid", nullable: true),
                    author_name = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    through = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submission = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: true),
                    placed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_internal_message", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "job",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    enqueued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    correlation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "journey",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    template = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: false),
                    started_by = table.Column<Guid>(type: "uuid", nullable: true),
                    activated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    why = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journey", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "journey_template_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journey_template_version", x => new { x.workspace_id, x.type, x.number });
                });

            migrationBuilder.CreateTable(
                name: "known_subject",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<byte[]>(type: "bytea", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_subject", x => new { x.workspace_id, x.provider_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "lead_hop",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    book = table.Column<int>(type: "integer", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_hop", x => new { x.workspace_id, x.lead_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "lead_limit",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    most = table.Column<int>(type: "integer", nullable: true),
                    paused = table.Column<bool>(type: "boolean", nullable: false),
                    paused_until = table.Column<DateOnly>(type: "date", nullable: true),
                    why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_limit", x => new { x.workspace_id, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "lead_rules",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_rules", x => new { x.workspace_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "lead_rules_draft",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    based_on = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_rules_draft", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "lead_turn",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rule = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_turn", x => new { x.workspace_id, x.rule, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "mail_hook",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    signing_key = table.Column<string>(type: "text", nullable: true),
                    relay = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_hook", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "mail_hook_call",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hook_id = table.Column<Guid>(type: "uuid", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    fault = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    fault_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_hook_call", x => new { x.workspace_id, x.hook_id });
                });

            migrationBuilder.CreateTable(
                name: "mail_message",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    to_person = table.Column<Guid>(type: "uuid", nullable: true),
                    to_address = table.Column<string>(type: "text", nullable: false),
                    to_name = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    html = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    headers = table.Column<string>(type: "text", nullable: false),
                    about_kind = table.Column<string>(type: "text", nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    return_number = table.Column<long>(type: "bigint", nullable: false),
                    asked = table.Column<bool>(type: "boolean", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_message", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "meeting",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    host_id = table.Column<Guid>(type: "uuid", nullable: true),
                    slot = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    touched = table.Column<bool>(type: "boolean", nullable: false),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    summary = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    why = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    changes = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "meeting_book_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_book_version", x => new { x.workspace_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "membership",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    staff_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    custom_role_id = table.Column<Guid>(type: "uuid", nullable: true),
                    partner_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    restricted = table.Column<bool>(type: "boolean", nullable: false),
                    scope_regions = table.Column<string[]>(type: "text[]", nullable: false),
                    scope_types = table.Column<string[]>(type: "text[]", nullable: false),
                    scope_tiers = table.Column<string[]>(type: "text[]", nullable: false),
                    scope_own = table.Column<bool>(type: "boolean", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    factors_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    erased_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    suspended_for = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    suspended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cut_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    restored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_membership", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "message_file",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_file", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "message_mention",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    written = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_mention", x => new { x.workspace_id, x.message_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "message_reaction",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_reaction", x => new { x.workspace_id, x.message_id, x.person_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "message_term",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    term = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_term", x => new { x.workspace_id, x.term, x.message_id });
                });

            migrationBuilder.CreateTable(
                name: "named_account",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name_key = table.Column<string>(type: "text", nullable: false),
                    domain = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    holder = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_named_account", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "news_reader",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    language = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_news_reader", x => new { x.workspace_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "character varying(40)", maxLength: 40, nullable: false),
                    about_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    record = table.Column<string>(type: "text", nullable: false),
                    headline = table.Column<string>(type: "text", nullable: false),
                    line = table.Column<string>(type: "text", nullable: false),
                    href = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    concern = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    act_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    inbox = table.Column<bool>(type: "boolean", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cadence = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mail_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    draft = table.Column<string>(type: "text", nullable: true),
                    gathered_in = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "notice_default",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    choices = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_default", x => new { x.workspace_id, x.role });
                });

            migrationBuilder.CreateTable(
                name: "notice_profile",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    choices = table.Column<string>(type: "text", nullable: false),
                    quiet_from = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    quiet_to = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    zone = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_profile", x => new { x.workspace_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "opportunity",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    connection_id = table.Column<Guid>(type: "uuid", nullable: false),
                    crm_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    account_crm_id = table.Column<string>(type: "text", nullable: true),
                    url = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    stage_id = table.Column<string>(type: "text", nullable: false),
                    stage_label = table.Column<string>(type: "text", nullable: false),
                    stage_outward = table.Column<string>(type: "text", nullable: true),
                    stage_rank = table.Column<int>(type: "integer", nullable: false),
                    stage_number = table.Column<int>(type: "integer", nullable: false),
                    stage_count = table.Column<int>(type: "integer", nullable: false),
                    probability = table.Column<decimal>(type: "numeric", nullable: false),
                    stage_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "text", nullable: true),
                    close_date = table.Column<DateOnly>(type: "date", nullable: true),
                    owner_crm_id = table.Column<string>(type: "text", nullable: true),
                    owner_name = table.Column<string>(type: "text", nullable: true),
                    next_step = table.Column<string>(type: "text", nullable: true),
                    next_step_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    modified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deleted = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opportunity", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "outbox_event",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    shape = table.Column<int>(type: "integer", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_version = table.Column<int>(type: "integer", nullable: false),
                    payload = table.Column<string>(type: "jsonb", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    correlation = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_event", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "partner",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    status = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    region = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    manager = table.Column<Guid>(type: "uuid", nullable: true),
                    account = table.Column<Guid>(type: "uuid", nullable: true),
                    company_settled = table.Column<bool>(type: "boolean", nullable: false),
                    contested_company = table.Column<Guid>(type: "uuid", nullable: true),
                    company_owner = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    proposed_manager = table.Column<Guid>(type: "uuid", nullable: true),
                    since = table.Column<DateOnly>(type: "date", nullable: false),
                    onboarded_on = table.Column<DateOnly>(type: "date", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner", x => new { x.workspace_id, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "partner_hand_over",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<Guid>(type: "uuid", nullable: true),
                    to = table.Column<Guid>(type: "uuid", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_hand_over", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "partner_import",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    bytes = table.Column<int>(type: "integer", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    encoding = table.Column<string>(type: "text", nullable: false),
                    separator = table.Column<string>(type: "text", nullable: false),
                    header = table.Column<string>(type: "text", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mapping = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    judged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fills = table.Column<bool>(type: "boolean", nullable: false),
                    takes_alike = table.Column<bool>(type: "boolean", nullable: false),
                    invites = table.Column<bool>(type: "boolean", nullable: false),
                    made_by = table.Column<Guid>(type: "uuid", nullable: true),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    trouble = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_import", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "partner_segment",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    note = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    of = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    rule = table.Column<string>(type: "text", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_segment", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "passkey_ceremony",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    browser = table.Column<byte[]>(type: "bytea", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkey_ceremony", x => new { x.workspace_id, x.browser });
                });

            migrationBuilder.CreateTable(
                name: "people_directory",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    partner_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_people_directory", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_template",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    motion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_template", x => new { x.workspace_id, x.motion, x.number });
                });

            migrationBuilder.CreateTable(
                name: "playbook_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    motion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_playbook_version", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "policy_draft",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    based_on = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_draft", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "policy_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    in_force_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy_version", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "privacy_case",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    closed = table.Column<string>(type: "text", nullable: true),
                    mark = table.Column<byte[]>(type: "bytea", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    exported_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    erased_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    erased_by = table.Column<Guid>(type: "uuid", nullable: true),
                    counts = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_privacy_case", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "probe_alarm",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    about = table.Column<Guid>(type: "uuid", nullable: false),
                    asker = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    looked_up = table.Column<int>(type: "integer", nullable: false),
                    registered = table.Column<int>(type: "integer", nullable: false),
                    sample = table.Column<string[]>(type: "text[]", nullable: false),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_probe_alarm", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "program",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_program", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "public_claim",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    submission_id = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    worked = table.Column<bool>(type: "boolean", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    number = table.Column<string>(type: "text", nullable: true),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_public_claim", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "public_form_settings",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_on = table.Column<bool>(type: "boolean", nullable: false),
                    newcomers = table.Column<bool>(type: "boolean", nullable: false),
                    bits = table.Column<int>(type: "integer", nullable: false),
                    per_address = table.Column<int>(type: "integer", nullable: false),
                    per_host = table.Column<int>(type: "integer", nullable: false),
                    in_all = table.Column<int>(type: "integer", nullable: false),
                    without_work = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_public_form_settings", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "recruitment_rules",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recruitment_rules", x => new { x.workspace_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "registration",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    awaits = table.Column<string[]>(type: "text[]", nullable: false),
                    customer_no = table.Column<int>(type: "integer", nullable: false),
                    approved_json = table.Column<string>(type: "jsonb", nullable: true),
                    number = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    submitted_by = table.Column<Guid>(type: "uuid", nullable: true),
                    submission_id = table.Column<string>(type: "text", nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    claimed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    policy_version = table.Column<int>(type: "integer", nullable: false),
                    company = table.Column<string>(type: "text", nullable: false),
                    domain = table.Column<string>(type: "text", nullable: true),
                    country = table.Column<string>(type: "text", nullable: true),
                    contact_name = table.Column<string>(type: "text", nullable: true),
                    contact_email = table.Column<string>(type: "text", nullable: true),
                    contact_role = table.Column<string>(type: "text", nullable: true),
                    problem = table.Column<string>(type: "text", nullable: true),
                    stage = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "text", nullable: false),
                    close_date = table.Column<DateOnly>(type: "date", nullable: true),
                    product = table.Column<string>(type: "text", nullable: true),
                    consent = table.Column<bool>(type: "boolean", nullable: false),
                    incumbent = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    second_partner = table.Column<string>(type: "text", nullable: true),
                    second_role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    discount_asked = table.Column<int>(type: "integer", nullable: true),
                    custom_json = table.Column<string>(type: "jsonb", nullable: true),
                    steps_taken = table.Column<int>(type: "integer", nullable: false),
                    decision_hours = table.Column<int>(type: "integer", nullable: false),
                    review_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    review_cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_reminder_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    waits_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    refusal = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    decision_note = table.Column<string>(type: "text", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    extensions_used = table.Column<int>(type: "integer", nullable: false),
                    postponed_until = table.Column<DateOnly>(type: "date", nullable: true),
                    furthest_stage = table.Column<int>(type: "integer", nullable: false),
                    band_from = table.Column<int>(type: "integer", nullable: true),
                    band_to = table.Column<int>(type: "integer", nullable: true),
                    price_list = table.Column<string>(type: "text", nullable: true),
                    prices_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    prices_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    protection = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    protected_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    protected_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    hold_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_step_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded_days = table.Column<int>(type: "integer", nullable: true),
                    next_look_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_act_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    quiet_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    warned_of_silence = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    evidence_days = table.Column<int>(type: "integer", nullable: true),
                    evidence_takes = table.Column<int>(type: "integer", nullable: true),
                    evidence_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    warned_of_decay = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    protection_ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    released = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: true),
                    crm_deal_id = table.Column<string>(type: "text", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deal_gone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decision_no = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    announce_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    announced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    before_json = table.Column<string>(type: "jsonb", nullable: true),
                    stands_as_json = table.Column<string>(type: "jsonb", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "registration_form",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    region = table.Column<string>(type: "text", nullable: true),
                    draft = table.Column<string>(type: "jsonb", nullable: true),
                    published = table.Column<string>(type: "jsonb", nullable: true),
                    number = table.Column<int>(type: "integer", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_form", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "registration_opening",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hour = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_opening", x => new { x.workspace_id, x.registration_id, x.person_id, x.hour });
                });

            migrationBuilder.CreateTable(
                name: "reply_door",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    recipient = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    with = table.Column<Guid>(type: "uuid", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reply_door", x => new { x.workspace_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "reply_secret",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key_id = table.Column<int>(type: "integer", nullable: false),
                    closed = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reply_secret", x => new { x.workspace_id, x.key_id });
                });

            migrationBuilder.CreateTable(
                name: "retention_rule",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<bool>(type: "boolean", nullable: false),
                    set_by = table.Column<Guid>(type: "uuid", nullable: true),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_retention_rule", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "review",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quarter_key = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    planned_on = table.Column<DateOnly>(type: "date", nullable: false),
                    summary = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: true),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    gathered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    shared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_by = table.Column<Guid>(type: "uuid", nullable: true),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    why = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changes = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "safelist_draft",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    based_on = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safelist_draft", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "safelist_review",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safelist_review", x => new { x.workspace_id, x.quarter });
                });

            migrationBuilder.CreateTable(
                name: "safelist_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_safelist_version", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "saved_view",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    query = table.Column<string>(type: "text", nullable: false),
                    shared = table.Column<bool>(type: "boolean", nullable: false),
                    first = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_view", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "seen_assertion",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_seen_assertion", x => new { x.workspace_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "segment_journey_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    segment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    over = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_segment_journey_version", x => new { x.workspace_id, x.segment_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "sequence_number",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    last = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sequence_number", x => new { x.workspace_id, x.name });
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false),
                    only_in = table.Column<Guid>(type: "uuid", nullable: true),
                    by = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: true),
                    whole = table.Column<bool>(type: "boolean", nullable: false),
                    factor_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "share_opening",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    share_id = table.Column<Guid>(type: "uuid", nullable: false),
                    slot = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_opening", x => new { x.workspace_id, x.share_id, x.slot });
                });

            migrationBuilder.CreateTable(
                name: "shared_message",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    author = table.Column<Guid>(type: "uuid", nullable: true),
                    author_name = table.Column<string>(type: "text", nullable: false),
                    by_staff = table.Column<bool>(type: "boolean", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    through = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submission = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: true),
                    outside_id = table.Column<string>(type: "text", nullable: true),
                    placed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shared_message", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "sign_in_policy",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff = table.Column<bool>(type: "boolean", nullable: false),
                    partners = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_policy", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "silence_warning",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_silence_warning", x => new { x.workspace_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "site_choice",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    host = table.Column<string>(type: "text", nullable: false),
                    proves = table.Column<bool>(type: "boolean", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    said_by = table.Column<Guid>(type: "uuid", nullable: true),
                    said_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revoked_why = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_choice", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "slack_app",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    client_secret = table.Column<string>(type: "text", nullable: false),
                    signing_secret = table.Column<string>(type: "text", nullable: false),
                    token = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    team_id = table.Column<string>(type: "text", nullable: false),
                    team_name = table.Column<string>(type: "text", nullable: false),
                    bot_user = table.Column<string>(type: "text", nullable: false),
                    connected_by = table.Column<Guid>(type: "uuid", nullable: true),
                    connected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slack_app", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "slack_channel",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    with = table.Column<Guid>(type: "uuid", nullable: false),
                    mapped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    mapped_by = table.Column<Guid>(type: "uuid", nullable: true),
                    gone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    gone_why = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slack_channel", x => new { x.workspace_id, x.channel_id });
                });

            migrationBuilder.CreateTable(
                name: "slack_member",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    team_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    gone = table.Column<bool>(type: "boolean", nullable: false),
                    looked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    linked = table.Column<Guid>(type: "uuid", nullable: true),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    direct = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slack_member", x => new { x.workspace_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "slack_post",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ts = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    with = table.Column<Guid>(type: "uuid", nullable: true),
                    draft = table.Column<string>(type: "text", nullable: true),
                    message = table.Column<Guid>(type: "uuid", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    unsure = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    why = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slack_post", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "slack_request",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    content_type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slack_request", x => new { x.workspace_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "slack_thread",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    root_ts = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    with = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slack_thread", x => new { x.workspace_id, x.channel_id, x.root_ts });
                });

            migrationBuilder.CreateTable(
                name: "slack_ticket",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    session = table.Column<Guid>(type: "uuid", nullable: true),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_slack_ticket", x => new { x.workspace_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "spent_puzzle",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    good_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spent_puzzle", x => new { x.workspace_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "sso_attempt",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<byte[]>(type: "bytea", nullable: false),
                    browser = table.Column<byte[]>(type: "bytea", nullable: false),
                    provider_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked = table.Column<string>(type: "text", nullable: false),
                    verifier = table.Column<string>(type: "text", nullable: true),
                    next = table.Column<string>(type: "text", nullable: true),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    proven = table.Column<Guid>(type: "uuid", nullable: true),
                    code = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sso_attempt", x => new { x.workspace_id, x.state });
                });

            migrationBuilder.CreateTable(
                name: "stopped_address",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stopped_address", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "stored_file",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    kept_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stored_file", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "talk_task",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owner = table.Column<Guid>(type: "uuid", nullable: true),
                    owner_name = table.Column<string>(type: "text", nullable: false),
                    due = table.Column<DateOnly>(type: "date", nullable: false),
                    added_by = table.Column<Guid>(type: "uuid", nullable: true),
                    added_by_name = table.Column<string>(type: "text", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    done_by = table.Column<Guid>(type: "uuid", nullable: true),
                    done_by_name = table.Column<string>(type: "text", nullable: true),
                    done_by_staff = table.Column<bool>(type: "boolean", nullable: false),
                    reminded_for = table.Column<DateOnly>(type: "date", nullable: true),
                    submission = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_talk_task", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "team_answer",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    word = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_answer", x => new { x.workspace_id, x.partner_id, x.quarter, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "team_review",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    quarter = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reminded = table.Column<int>(type: "integer", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    escalated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_review", x => new { x.workspace_id, x.partner_id, x.quarter });
                });

            migrationBuilder.CreateTable(
                name: "teams_app",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    origin = table.Column<string>(type: "text", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    tenant = table.Column<string>(type: "text", nullable: false),
                    secret = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    service_url = table.Column<string>(type: "text", nullable: false),
                    connected_by = table.Column<Guid>(type: "uuid", nullable: true),
                    connected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams_app", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_channel",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    service_url = table.Column<string>(type: "text", nullable: false),
                    team_id = table.Column<string>(type: "text", nullable: false),
                    with = table.Column<Guid>(type: "uuid", nullable: false),
                    mapped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    mapped_by = table.Column<Guid>(type: "uuid", nullable: true),
                    gone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    gone_why = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams_channel", x => new { x.workspace_id, x.channel_id });
                });

            migrationBuilder.CreateTable(
                name: "teams_member",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    aad_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    user_id = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    direct = table.Column<string>(type: "text", nullable: true),
                    service_url = table.Column<string>(type: "text", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams_member", x => new { x.workspace_id, x.aad_id });
                });

            migrationBuilder.CreateTable(
                name: "teams_post",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    activity_id = table.Column<string>(type: "text", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    channel_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    with = table.Column<Guid>(type: "uuid", nullable: true),
                    draft = table.Column<string>(type: "text", nullable: true),
                    message = table.Column<Guid>(type: "uuid", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    unsure = table.Column<bool>(type: "boolean", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    why = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams_post", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "teams_request",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams_request", x => new { x.workspace_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "teams_thread",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    root_id = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    subject_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    with = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams_thread", x => new { x.workspace_id, x.channel_id, x.root_id });
                });

            migrationBuilder.CreateTable(
                name: "teams_ticket",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    aad_id = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams_ticket", x => new { x.workspace_id, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "territory",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    countries = table.Column<List<string>>(type: "text[]", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "thread_seen",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_thread_seen", x => new { x.workspace_id, x.subject_kind, x.subject_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "tier_appeal",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wanted = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    against = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    against_by = table.Column<Guid>(type: "uuid", nullable: true),
                    words = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    upheld = table.Column<bool>(type: "boolean", nullable: true),
                    reply = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_appeal", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tier_card",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    earned = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    plan_number = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    asked = table.Column<int>(type: "integer", nullable: false),
                    met = table.Column<int>(type: "integer", nullable: false),
                    near_next = table.Column<bool>(type: "boolean", nullable: false),
                    misses = table.Column<bool>(type: "boolean", nullable: false),
                    json = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_card", x => new { x.workspace_id, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "tier_course",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reviewed = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    grace = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    plan = table.Column<string>(type: "text", nullable: true),
                    plan_by = table.Column<Guid>(type: "uuid", nullable: true),
                    plan_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    held_until = table.Column<DateOnly>(type: "date", nullable: true),
                    held_for = table.Column<string>(type: "text", nullable: true),
                    held_by = table.Column<Guid>(type: "uuid", nullable: true),
                    nudged = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_course", x => new { x.workspace_id, x.partner_id });
                });

            migrationBuilder.CreateTable(
                name: "tier_evidence",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    criterion = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    who = table.Column<string>(type: "text", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_evidence", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tier_exception",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    criterion = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_exception", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tier_plan_draft",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    based_on = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_plan_draft", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tier_plan_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_plan_version", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "tier_proposal",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    numbers = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_proposal", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "vendor_lead",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    company = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    company_key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    domain = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    contact_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    contact_email = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    contact_role = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    region = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    motion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    product = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: true),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    source = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    taken_by = table.Column<Guid>(type: "uuid", nullable: true),
                    taken_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    submission_id = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    hop = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    look_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    touch_days = table.Column<int>(type: "integer", nullable: false),
                    nudge_days = table.Column<int>(type: "integer", nullable: false),
                    held_by = table.Column<Guid>(type: "uuid", nullable: true),
                    touch_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reminded = table.Column<bool>(type: "boolean", nullable: false),
                    progress = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    progress_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    nudges = table.Column<int>(type: "integer", nullable: false),
                    registration = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    end = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    why = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_vendor_lead", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "view_as",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    session_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    @as = table.Column<Guid>(name: "as", type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: true),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_view_as", x => new { x.workspace_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "watch_mark",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    looked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_watch_mark", x => new { x.workspace_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "workspace",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    brand_hue = table.Column<int>(type: "integer", nullable: false),
                    residency = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspace", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wrong_code",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    who = table.Column<byte[]>(type: "bytea", nullable: false),
                    times = table.Column<int>(type: "integer", nullable: false),
                    last_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wrong_code", x => new { x.workspace_id, x.who });
                });

            migrationBuilder.CreateTable(
                name: "plan_item",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    wants_evidence = table.Column<bool>(type: "boolean", nullable: false),
                    evidence = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    proposed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    done_by = table.Column<Guid>(type: "uuid", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ticks = table.Column<int>(type: "integer", nullable: false),
                    told = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_item", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_plan_item_action_plan",
                        columns: x => new { x.workspace_id, x.plan_id },
                        principalTable: "action_plan",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_risk",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    severity = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answer = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    open = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_risk", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_plan_risk_action_plan",
                        columns: x => new { x.workspace_id, x.plan_id },
                        principalTable: "action_plan",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "plan_target",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    plan_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    amount = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    unit = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    vendor_by = table.Column<Guid>(type: "uuid", nullable: true),
                    vendor_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    partner_by = table.Column<Guid>(type: "uuid", nullable: true),
                    partner_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_target", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_plan_target_action_plan",
                        columns: x => new { x.workspace_id, x.plan_id },
                        principalTable: "action_plan",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "audit_value",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    before = table.Column<string>(type: "text", nullable: true),
                    after = table.Column<string>(type: "text", nullable: true),
                    salt = table.Column<byte[]>(type: "bytea", nullable: true),
                    commitment = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_value", x => new { x.workspace_id, x.entry_id, x.field });
                    table.ForeignKey(
                        name: "fk_audit_value_audit_entry",
                        columns: x => new { x.workspace_id, x.entry_id },
                        principalTable: "audit_entry",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "candidate_score",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    criterion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidate_score", x => new { x.workspace_id, x.by, x.criterion, x.candidate_id });
                    table.ForeignKey(
                        name: "fk_candidate_score_candidate",
                        columns: x => new { x.workspace_id, x.candidate_id },
                        principalTable: "candidate",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "candidate_step",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    candidate_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_candidate_step", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_candidate_step_candidate",
                        columns: x => new { x.workspace_id, x.candidate_id },
                        principalTable: "candidate",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_appeal",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    letter = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    against_by = table.Column<Guid>(type: "uuid", nullable: true),
                    upheld = table.Column<bool>(type: "boolean", nullable: true),
                    reply = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_appeal", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_appeal_conflict_case",
                        columns: x => new { x.workspace_id, x.case_id },
                        principalTable: "conflict_case",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_key",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_key", x => new { x.workspace_id, x.case_id, x.value });
                    table.ForeignKey(
                        name: "fk_case_key_conflict_case",
                        columns: x => new { x.workspace_id, x.case_id },
                        principalTable: "conflict_case",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_letter",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration = table.Column<Guid>(type: "uuid", nullable: true),
                    decision = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    verdict = table.Column<string>(type: "text", nullable: false),
                    paragraphs = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    appeal_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_letter", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_letter_conflict_case",
                        columns: x => new { x.workspace_id, x.case_id },
                        principalTable: "conflict_case",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_side",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    registration = table.Column<Guid>(type: "uuid", nullable: true),
                    registration_number = table.Column<string>(type: "text", nullable: true),
                    opportunity = table.Column<Guid>(type: "uuid", nullable: true),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_side", x => new { x.workspace_id, x.case_id, x.key });
                    table.ForeignKey(
                        name: "fk_case_side_conflict_case",
                        columns: x => new { x.workspace_id, x.case_id },
                        principalTable: "conflict_case",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_signal",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sentence = table.Column<string>(type: "text", nullable: false),
                    facts = table.Column<string>(type: "jsonb", nullable: false),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_signal", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_signal_conflict_case",
                        columns: x => new { x.workspace_id, x.case_id },
                        principalTable: "conflict_case",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_step",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_step", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_case_step_conflict_case",
                        columns: x => new { x.workspace_id, x.case_id },
                        principalTable: "conflict_case",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "inbound_piece",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbound_piece", x => new { x.workspace_id, x.mail_id, x.no });
                    table.ForeignKey(
                        name: "fk_inbound_piece_inbound_mail",
                        columns: x => new { x.workspace_id, x.mail_id },
                        principalTable: "inbound_mail",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "journey_step",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    journey_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    side = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    fact = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    wants_evidence = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: true),
                    closed_by = table.Column<Guid>(type: "uuid", nullable: true),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    told = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journey_step", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_journey_step_journey",
                        columns: x => new { x.workspace_id, x.journey_id },
                        principalTable: "journey",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "meeting_decision",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false),
                    about_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    about_words = table.Column<string>(type: "character varying(250)", maxLength: 250, nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_decision", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_meeting_decision_meeting",
                        columns: x => new { x.workspace_id, x.meeting_id },
                        principalTable: "meeting",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "meeting_note",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    host_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_note", x => new { x.workspace_id, x.meeting_id });
                    table.ForeignKey(
                        name: "fk_meeting_note_meeting",
                        columns: x => new { x.workspace_id, x.meeting_id },
                        principalTable: "meeting",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "meeting_sheet",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    meeting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outside = table.Column<bool>(type: "boolean", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    host_id = table.Column<Guid>(type: "uuid", nullable: true),
                    json = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_meeting_sheet", x => new { x.workspace_id, x.meeting_id, x.outside });
                    table.ForeignKey(
                        name: "fk_meeting_sheet_meeting",
                        columns: x => new { x.workspace_id, x.meeting_id },
                        principalTable: "meeting",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "credit_correction",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    before_json = table.Column<string>(type: "text", nullable: false),
                    after_json = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    decided_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_correction", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_credit_correction_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "credit_touch",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    source = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    shown = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    left_out_by = table.Column<Guid>(type: "uuid", nullable: true),
                    left_out_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_touch", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_credit_touch_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "criterion_evidence",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    criterion = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken_back_by = table.Column<Guid>(type: "uuid", nullable: true),
                    taken_back_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_criterion_evidence", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_criterion_evidence_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deal_shares",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    settled_by = table.Column<Guid>(type: "uuid", nullable: true),
                    settled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    locked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    model = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    rule = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    in_crm = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deal_shares", x => new { x.workspace_id, x.opportunity_id });
                    table.ForeignKey(
                        name: "fk_deal_shares_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "deal_work",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_hand = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    note_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note_by = table.Column<Guid>(type: "uuid", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deal_work", x => new { x.workspace_id, x.opportunity_id });
                    table.ForeignKey(
                        name: "fk_deal_work_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "opportunity_partner",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_primary = table.Column<bool>(type: "boolean", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: true),
                    registration_number = table.Column<string>(type: "text", nullable: true),
                    motion = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opportunity_partner", x => new { x.workspace_id, x.partner_id, x.opportunity_id });
                    table.ForeignKey(
                        name: "fk_opportunity_partner_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "partner_credit",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    sourced = table.Column<bool>(type: "boolean", nullable: false),
                    influenced = table.Column<bool>(type: "boolean", nullable: false),
                    points = table.Column<int>(type: "integer", nullable: false),
                    by_primary = table.Column<int>(type: "integer", nullable: false),
                    by_split = table.Column<int>(type: "integer", nullable: false),
                    by_first_touch = table.Column<int>(type: "integer", nullable: false),
                    by_touches = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_credit", x => new { x.workspace_id, x.partner_id, x.opportunity_id });
                    table.ForeignKey(
                        name: "fk_partner_credit_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "share_offer",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by_vendor = table.Column<bool>(type: "boolean", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    basis_points = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true),
                    ended_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_share_offer", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_share_offer_opportunity",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "opportunity",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "partner_domain",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    domain = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_domain", x => new { x.workspace_id, x.domain, x.partner_id });
                    table.ForeignKey(
                        name: "fk_partner_domain_partner",
                        columns: x => new { x.workspace_id, x.partner_id },
                        principalTable: "partner",
                        principalColumns: new[] { "workspace_id", "partner_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "registration_link",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    closed_address = table.Column<string>(type: "text", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_by = table.Column<Guid>(type: "uuid", nullable: true),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_link", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_registration_link_partner",
                        columns: x => new { x.workspace_id, x.partner_id },
                        principalTable: "partner",
                        principalColumns: new[] { "workspace_id", "partner_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "status_change",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_status_change", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_status_change_partner",
                        columns: x => new { x.workspace_id, x.partner_id },
                        principalTable: "partner",
                        principalColumns: new[] { "workspace_id", "partner_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "partner_import_row",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    cells = table.Column<string>(type: "text", nullable: false),
                    fault = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    verdict = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    head = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "text", nullable: true),
                    partner = table.Column<Guid>(type: "uuid", nullable: true),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    became = table.Column<Guid>(type: "uuid", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    refusal = table.Column<string>(type: "text", nullable: true),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_import_row", x => new { x.workspace_id, x.import_id, x.row });
                    table.ForeignKey(
                        name: "fk_partner_import_row_partner_import",
                        columns: x => new { x.workspace_id, x.import_id },
                        principalTable: "partner_import",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "segment_member",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    segment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    member = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: true),
                    added_by = table.Column<Guid>(type: "uuid", nullable: true),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_segment_member", x => new { x.workspace_id, x.member, x.segment_id });
                    table.ForeignKey(
                        name: "fk_segment_member_partner",
                        columns: x => new { x.workspace_id, x.partner_id },
                        principalTable: "partner",
                        principalColumns: new[] { "workspace_id", "partner_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_segment_member_partner_segment",
                        columns: x => new { x.workspace_id, x.segment_id },
                        principalTable: "partner_segment",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrollment",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    program_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tier = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    tier_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollment", x => new { x.workspace_id, x.program_id, x.partner_id });
                    table.ForeignKey(
                        name: "fk_enrollment_partner",
                        columns: x => new { x.workspace_id, x.partner_id },
                        principalTable: "partner",
                        principalColumns: new[] { "workspace_id", "partner_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_enrollment_program",
                        columns: x => new { x.workspace_id, x.program_id },
                        principalTable: "program",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "appeal",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision = table.Column<int>(type: "integer", nullable: false),
                    against_by = table.Column<Guid>(type: "uuid", nullable: true),
                    against_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    artifacts = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answer_hours = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reminded_mark = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next_reminder_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    answer = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appeal", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_appeal_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "approval_signature",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    signer = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    @for = table.Column<Guid>(name: "for", type: "uuid", nullable: true),
                    decision = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_signature", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_approval_signature_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attachment",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachment", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_attachment_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "challenge",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    contact_name = table.Column<string>(type: "text", nullable: false),
                    contact_email = table.Column<string>(type: "text", nullable: false),
                    confirmed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_challenge", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_challenge_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "claim_version",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    changes = table.Column<string>(type: "jsonb", nullable: false),
                    before = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_version", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_claim_version_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "direct_deal_question",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    words = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    told = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_direct_deal_question", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_direct_deal_question_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "info_request",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    topic = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    question = table.Column<string>(type: "text", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reply = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_info_request", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_info_request_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "progress_entry",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    words = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_progress_entry", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_progress_entry_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "protection_extension",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<string>(type: "text", nullable: true),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    end_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    end_after = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_protection_extension", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_protection_extension_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "registration_key",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<string>(type: "text", nullable: false),
                    adopted = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_key", x => new { x.workspace_id, x.kind, x.value, x.registration_id });
                    table.ForeignKey(
                        name: "fk_registration_key_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "registration_step",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    what = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    decision = table.Column<int>(type: "integer", nullable: true),
                    @internal = table.Column<bool>(name: "internal", type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_registration_step", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_registration_step_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "working_promise",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    registration_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    began_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hours = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    told = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    next_look_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_working_promise", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_working_promise_registration",
                        columns: x => new { x.workspace_id, x.registration_id },
                        principalTable: "registration",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_decision",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    owner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    given = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_decision", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_review_decision_review",
                        columns: x => new { x.workspace_id, x.review_id },
                        principalTable: "review",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_goal",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @out = table.Column<bool>(name: "out", type: "boolean", nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    target = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: false),
                    unit = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    actual = table.Column<decimal>(type: "numeric(18,2)", precision: 18, scale: 2, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_goal", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_review_goal_review",
                        columns: x => new { x.workspace_id, x.review_id },
                        principalTable: "review",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_note",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_note", x => new { x.workspace_id, x.review_id });
                    table.ForeignKey(
                        name: "fk_review_note_review",
                        columns: x => new { x.workspace_id, x.review_id },
                        principalTable: "review",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "review_sheet",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outside = table.Column<bool>(type: "boolean", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_sheet", x => new { x.workspace_id, x.review_id, x.outside });
                    table.ForeignKey(
                        name: "fk_review_sheet_review",
                        columns: x => new { x.workspace_id, x.review_id },
                        principalTable: "review",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "file_piece",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<Guid>(type: "uuid", nullable: false),
                    no = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_piece", x => new { x.workspace_id, x.file_id, x.no });
                    table.ForeignKey(
                        name: "fk_file_piece_stored_file",
                        columns: x => new { x.workspace_id, x.file_id },
                        principalTable: "stored_file",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "partner_territory",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    territory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_territory", x => new { x.workspace_id, x.territory_id, x.partner_id });
                    table.ForeignKey(
                        name: "fk_partner_territory_partner",
                        columns: x => new { x.workspace_id, x.partner_id },
                        principalTable: "partner",
                        principalColumns: new[] { "workspace_id", "partner_id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_partner_territory_territory",
                        columns: x => new { x.workspace_id, x.territory_id },
                        principalTable: "territory",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "lead_offer",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    lead_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    hop = table.Column<int>(type: "integer", nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    region = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    motion = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    product = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    band = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    shared = table.Column<bool>(type: "boolean", nullable: false),
                    offered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    words = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lead_offer", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_lead_offer_lead",
                        columns: x => new { x.workspace_id, x.lead_id },
                        principalTable: "vendor_lead",
                        principalColumns: new[] { "workspace_id", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "partner_share",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    opportunity_id = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    basis_points = table.Column<int>(type: "integer", nullable: false),
                    agreed = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_partner_share", x => new { x.workspace_id, x.partner_id, x.opportunity_id });
                    table.ForeignKey(
                        name: "fk_partner_share_deal_shares",
                        columns: x => new { x.workspace_id, x.opportunity_id },
                        principalTable: "deal_shares",
                        principalColumns: new[] { "workspace_id", "opportunity_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tier_change",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    program_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    to = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tier_change", x => new { x.workspace_id, x.id });
                    table.ForeignKey(
                        name: "fk_tier_change_enrollment",
                        columns: x => new { x.workspace_id, x.program_id, x.partner_id },
                        principalTable: "enrollment",
                        principalColumns: new[] { "workspace_id", "program_id", "partner_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_absence_until",
                table: "absence",
                columns: new[] { "workspace_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_access_link_person_id_kind",
                table: "access_link",
                columns: new[] { "workspace_id", "person_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_access_link_subject_kind_subject_id",
                table: "access_link",
                columns: new[] { "workspace_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ux_access_link_token_hash",
                table: "access_link",
                columns: new[] { "workspace_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_action_plan_opportunity_id",
                table: "action_plan",
                columns: new[] { "workspace_id", "opportunity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_action_plan_partner_id",
                table: "action_plan",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ux_action_plan_number",
                table: "action_plan",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_action_plan_submission_id",
                table: "action_plan",
                columns: new[] { "workspace_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_agreement_name_key",
                table: "agreement",
                columns: new[] { "workspace_id", "name_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_agreement_acceptance_agreement_id",
                table: "agreement_acceptance",
                columns: new[] { "workspace_id", "agreement_id" });

            migrationBuilder.CreateIndex(
                name: "ix_announcement_published",
                table: "announcement",
                columns: new[] { "workspace_id", "published" });

            migrationBuilder.CreateIndex(
                name: "ix_announcement_recipient_announcement_id",
                table: "announcement_recipient",
                columns: new[] { "workspace_id", "announcement_id" },
                filter: "told_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_announcement_recipient_person_id",
                table: "announcement_recipient",
                columns: new[] { "workspace_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ix_api_key_partner_id",
                table: "api_key",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ux_api_key_token_hash",
                table: "api_key",
                columns: new[] { "workspace_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_appeal_next_reminder_at",
                table: "appeal",
                columns: new[] { "workspace_id", "next_reminder_at" });

            migrationBuilder.CreateIndex(
                name: "ix_appeal_registration_id",
                table: "appeal",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_signature_registration_id",
                table: "approval_signature",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_assessment_trace_registration_id_at",
                table: "assessment_trace",
                columns: new[] { "workspace_id", "registration_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_attachment_registration_id",
                table: "attachment",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_at",
                table: "audit_entry",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_subject_kind_subject_id_at",
                table: "audit_entry",
                columns: new[] { "workspace_id", "subject_kind", "subject_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_tx_id",
                table: "audit_entry",
                columns: new[] { "workspace_id", "tx", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_audit_seal_entry_id",
                table: "audit_seal",
                columns: new[] { "workspace_id", "entry_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_candidate_domain",
                table: "candidate",
                columns: new[] { "workspace_id", "domain" });

            migrationBuilder.CreateIndex(
                name: "ix_candidate_partner",
                table: "candidate",
                columns: new[] { "workspace_id", "partner" });

            migrationBuilder.CreateIndex(
                name: "ix_candidate_received_at",
                table: "candidate",
                columns: new[] { "workspace_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_candidate_state",
                table: "candidate",
                columns: new[] { "workspace_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ux_candidate_number",
                table: "candidate",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_candidate_submission_id",
                table: "candidate",
                columns: new[] { "workspace_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_candidate_score_candidate_id",
                table: "candidate_score",
                columns: new[] { "workspace_id", "candidate_id" });

            migrationBuilder.CreateIndex(
                name: "ix_candidate_step_candidate_id_at",
                table: "candidate_step",
                columns: new[] { "workspace_id", "candidate_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_case_appeal_case_id",
                table: "case_appeal",
                columns: new[] { "workspace_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ux_case_key_value",
                table: "case_key",
                columns: new[] { "workspace_id", "value" },
                unique: true,
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "ix_case_letter_case_id",
                table: "case_letter",
                columns: new[] { "workspace_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_case_letter_registration",
                table: "case_letter",
                columns: new[] { "workspace_id", "registration" });

            migrationBuilder.CreateIndex(
                name: "ix_case_side_opportunity",
                table: "case_side",
                columns: new[] { "workspace_id", "opportunity" });

            migrationBuilder.CreateIndex(
                name: "ix_case_side_registration",
                table: "case_side",
                columns: new[] { "workspace_id", "registration" });

            migrationBuilder.CreateIndex(
                name: "ix_case_signal_case_id",
                table: "case_signal",
                columns: new[] { "workspace_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ux_case_signal_key",
                table: "case_signal",
                columns: new[] { "workspace_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_case_step_case_id",
                table: "case_step",
                columns: new[] { "workspace_id", "case_id" });

            migrationBuilder.CreateIndex(
                name: "ix_challenge_registration_id",
                table: "challenge",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_colleague_person_id",
                table: "claim_colleague",
                columns: new[] { "workspace_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ux_claim_draft_person_id_partner_id_kind",
                table: "claim_draft",
                columns: new[] { "workspace_id", "person_id", "partner_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_evidence_about",
                table: "claim_evidence",
                columns: new[] { "workspace_id", "about" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_share_registration_id",
                table: "claim_share",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_version_registration_id",
                table: "claim_version",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_company_verdict_right_mark",
                table: "company_verdict",
                columns: new[] { "workspace_id", "right_mark" });

            migrationBuilder.CreateIndex(
                name: "ux_company_verdict_left_mark_right_mark",
                table: "company_verdict",
                columns: new[] { "workspace_id", "left_mark", "right_mark" },
                unique: true,
                filter: "revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_complaint_answered_at",
                table: "complaint",
                columns: new[] { "workspace_id", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaint_next_reminder_at",
                table: "complaint",
                columns: new[] { "workspace_id", "next_reminder_at" });

            migrationBuilder.CreateIndex(
                name: "ix_complaint_partner_id_at",
                table: "complaint",
                columns: new[] { "workspace_id", "partner_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_complaint_number",
                table: "complaint",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_complaint_registration",
                table: "complaint",
                columns: new[] { "workspace_id", "registration" },
                unique: true,
                filter: "upheld is null and registration is not null");

            migrationBuilder.CreateIndex(
                name: "ix_conflict_case_next_reminder_at",
                table: "conflict_case",
                columns: new[] { "workspace_id", "next_reminder_at" });

            migrationBuilder.CreateIndex(
                name: "ix_conflict_case_opened_at",
                table: "conflict_case",
                columns: new[] { "workspace_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_conflict_case_status_opened_at",
                table: "conflict_case",
                columns: new[] { "workspace_id", "status", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ux_conflict_case_number",
                table: "conflict_case",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consent_record_registration_id",
                table: "consent_record",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_credential_person_id",
                table: "credential",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ux_credential_handle",
                table: "credential",
                column: "handle",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_credit_correction_opportunity_id",
                table: "credit_correction",
                columns: new[] { "workspace_id", "opportunity_id" },
                unique: true,
                filter: "state = 'Waiting'");

            migrationBuilder.CreateIndex(
                name: "ux_credit_rule_version_motion_number",
                table: "credit_rule_version",
                columns: new[] { "workspace_id", "motion", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_credit_touch_opportunity_id_partner_id_source",
                table: "credit_touch",
                columns: new[] { "workspace_id", "opportunity_id", "partner_id", "source" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_criterion_evidence_opportunity_id_criterion",
                table: "criterion_evidence",
                columns: new[] { "workspace_id", "opportunity_id", "criterion" },
                unique: true,
                filter: "taken_back_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_crm_account_changed_at",
                table: "crm_account",
                columns: new[] { "workspace_id", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_account_domain",
                table: "crm_account",
                columns: new[] { "workspace_id", "domain" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_account_name_key",
                table: "crm_account",
                columns: new[] { "workspace_id", "name_key" });

            migrationBuilder.CreateIndex(
                name: "ux_crm_account_connection_id_crm_id",
                table: "crm_account",
                columns: new[] { "workspace_id", "connection_id", "crm_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_crm_call_connection_id_at",
                table: "crm_call",
                columns: new[] { "workspace_id", "connection_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_conflict_at",
                table: "crm_conflict",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_conflict_connection_id_kind_crm_id_at",
                table: "crm_conflict",
                columns: new[] { "workspace_id", "connection_id", "kind", "crm_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_contact_connection_id_account_crm_id",
                table: "crm_contact",
                columns: new[] { "workspace_id", "connection_id", "account_crm_id" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_contact_email",
                table: "crm_contact",
                columns: new[] { "workspace_id", "email" });

            migrationBuilder.CreateIndex(
                name: "ux_crm_contact_connection_id_crm_id",
                table: "crm_contact",
                columns: new[] { "workspace_id", "connection_id", "crm_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_crm_duplicate_probability",
                table: "crm_duplicate",
                columns: new[] { "workspace_id", "probability" });

            migrationBuilder.CreateIndex(
                name: "ux_crm_duplicate_choice_duplicate_id",
                table: "crm_duplicate_choice",
                columns: new[] { "workspace_id", "duplicate_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_crm_duplicate_member_duplicate_id",
                table: "crm_duplicate_member",
                columns: new[] { "workspace_id", "duplicate_id" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_form_entry_at",
                table: "crm_form_entry",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_form_entry_registration",
                table: "crm_form_entry",
                columns: new[] { "workspace_id", "registration" });

            migrationBuilder.CreateIndex(
                name: "ux_crm_form_entry_key",
                table: "crm_form_entry",
                columns: new[] { "workspace_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_crm_identity_connection_id_kind_crm_id",
                table: "crm_identity",
                columns: new[] { "workspace_id", "connection_id", "kind", "crm_id" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_lead_connection_id_account_crm_id",
                table: "crm_lead",
                columns: new[] { "workspace_id", "connection_id", "account_crm_id" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_lead_connection_id_contact_crm_id",
                table: "crm_lead",
                columns: new[] { "workspace_id", "connection_id", "contact_crm_id" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_lead_domain",
                table: "crm_lead",
                columns: new[] { "workspace_id", "domain" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_lead_name_key",
                table: "crm_lead",
                columns: new[] { "workspace_id", "name_key" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_panel_ticket_expires_at",
                table: "crm_panel_ticket",
                columns: new[] { "workspace_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_push_at",
                table: "crm_push",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_record_name_low",
                table: "crm_record",
                columns: new[] { "workspace_id", "name_low" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_sync_batch_connection_id_at",
                table: "crm_sync_batch",
                columns: new[] { "workspace_id", "connection_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_write_state_staged_at",
                table: "crm_write",
                columns: new[] { "workspace_id", "state", "staged_at" });

            migrationBuilder.CreateIndex(
                name: "ix_crm_write_subject_kind_subject_id",
                table: "crm_write",
                columns: new[] { "workspace_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_custom_role_name",
                table: "custom_role",
                columns: new[] { "workspace_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_direct_deal_question_asked_at",
                table: "direct_deal_question",
                columns: new[] { "workspace_id", "asked_at" });

            migrationBuilder.CreateIndex(
                name: "ix_direct_deal_question_registration_id",
                table: "direct_deal_question",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_direct_deal_question_state_due_at",
                table: "direct_deal_question",
                columns: new[] { "workspace_id", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ux_direct_deal_question_opportunity_id",
                table: "direct_deal_question",
                columns: new[] { "workspace_id", "opportunity_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_directory_group_directory_id_name_key",
                table: "directory_group",
                columns: new[] { "workspace_id", "directory_id", "name_key" });

            migrationBuilder.CreateIndex(
                name: "ix_directory_group_member_membership_id",
                table: "directory_group_member",
                columns: new[] { "workspace_id", "membership_id" });

            migrationBuilder.CreateIndex(
                name: "ix_directory_token_directory_id",
                table: "directory_token",
                columns: new[] { "workspace_id", "directory_id" });

            migrationBuilder.CreateIndex(
                name: "ux_directory_token_token_hash",
                table: "directory_token",
                columns: new[] { "workspace_id", "token_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_directory_user_directory_id_user_name_key",
                table: "directory_user",
                columns: new[] { "workspace_id", "directory_id", "user_name_key" });

            migrationBuilder.CreateIndex(
                name: "ix_due_item_stands_at",
                table: "due_item",
                column: "stands_at");

            migrationBuilder.CreateIndex(
                name: "ix_enrollment_partner_id",
                table: "enrollment",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ux_experience_name",
                table: "experience",
                columns: new[] { "workspace_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_forecast_snapshot_quarter_week_motion_currency",
                table: "forecast_snapshot",
                columns: new[] { "workspace_id", "quarter", "week", "motion", "currency" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_form_version_form_id_number",
                table: "form_version",
                columns: new[] { "workspace_id", "form_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_health_card_score",
                table: "health_card",
                columns: new[] { "workspace_id", "score" });

            migrationBuilder.CreateIndex(
                name: "ux_health_episode_partner_id_kind",
                table: "health_episode",
                columns: new[] { "workspace_id", "partner_id", "kind" },
                unique: true,
                filter: "ended_on is null");

            migrationBuilder.CreateIndex(
                name: "ix_import_file_partner_id_hash",
                table: "import_file",
                columns: new[] { "workspace_id", "partner_id", "hash" });

            migrationBuilder.CreateIndex(
                name: "ix_import_file_partner_id_uploaded_at",
                table: "import_file",
                columns: new[] { "workspace_id", "partner_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_import_row_import_id_verdict_row",
                table: "import_row",
                columns: new[] { "workspace_id", "import_id", "verdict", "row" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_mail_about_kind_about_id",
                table: "inbound_mail",
                columns: new[] { "workspace_id", "about_kind", "about_id" });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_mail_is_quarantined_received_at",
                table: "inbound_mail",
                columns: new[] { "workspace_id", "is_quarantined", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ux_inbound_mail_digest",
                table: "inbound_mail",
                columns: new[] { "workspace_id", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_info_request_registration_id",
                table: "info_request",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_internal_message_at",
                table: "internal_message",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_internal_message_subject_kind_subject_id_at",
                table: "internal_message",
                columns: new[] { "workspace_id", "subject_kind", "subject_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_internal_message_submission",
                table: "internal_message",
                columns: new[] { "workspace_id", "submission" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_journey_partner_id",
                table: "journey",
                columns: new[] { "workspace_id", "partner_id" },
                unique: true,
                filter: "ended_at is null");

            migrationBuilder.CreateIndex(
                name: "ux_journey_step_journey_id_key",
                table: "journey_step",
                columns: new[] { "workspace_id", "journey_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_known_subject_provider_id_person_id",
                table: "known_subject",
                columns: new[] { "workspace_id", "provider_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lead_offer_partner_id_offered_at",
                table: "lead_offer",
                columns: new[] { "workspace_id", "partner_id", "offered_at" });

            migrationBuilder.CreateIndex(
                name: "ux_lead_offer_lead_id",
                table: "lead_offer",
                columns: new[] { "workspace_id", "lead_id" },
                unique: true,
                filter: "state = 'Accepted'");

            migrationBuilder.CreateIndex(
                name: "ux_lead_offer_lead_id_partner_id",
                table: "lead_offer",
                columns: new[] { "workspace_id", "lead_id", "partner_id" },
                unique: true,
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ux_mail_hook_key_hash",
                table: "mail_hook",
                columns: new[] { "workspace_id", "key_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mail_message_about_kind_about_id",
                table: "mail_message",
                columns: new[] { "workspace_id", "about_kind", "about_id" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_message_queued_at",
                table: "mail_message",
                columns: new[] { "workspace_id", "queued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_mail_message_state",
                table: "mail_message",
                columns: new[] { "workspace_id", "state" },
                filter: "state not in ('Sent', 'Filed')");

            migrationBuilder.CreateIndex(
                name: "ux_mail_message_return_number",
                table: "mail_message",
                columns: new[] { "workspace_id", "return_number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_meeting_starts_at",
                table: "meeting",
                columns: new[] { "workspace_id", "starts_at" });

            migrationBuilder.CreateIndex(
                name: "ux_meeting_host_id_slot",
                table: "meeting",
                columns: new[] { "workspace_id", "host_id", "slot" },
                unique: true,
                filter: "kind = 'PipelineReview'");

            migrationBuilder.CreateIndex(
                name: "ux_meeting_partner_id_slot",
                table: "meeting",
                columns: new[] { "workspace_id", "partner_id", "slot" },
                unique: true,
                filter: "kind = 'SalesReview'");

            migrationBuilder.CreateIndex(
                name: "ix_meeting_decision_meeting_id",
                table: "meeting_decision",
                columns: new[] { "workspace_id", "meeting_id" });

            migrationBuilder.CreateIndex(
                name: "ix_membership_custom_role_id",
                table: "membership",
                columns: new[] { "workspace_id", "custom_role_id" });

            migrationBuilder.CreateIndex(
                name: "ix_membership_partner_id",
                table: "membership",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ux_membership_person_id",
                table: "membership",
                columns: new[] { "workspace_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_file_message_id",
                table: "message_file",
                columns: new[] { "workspace_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_message_term_message_id",
                table: "message_term",
                columns: new[] { "workspace_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_named_account_domain",
                table: "named_account",
                columns: new[] { "workspace_id", "domain" });

            migrationBuilder.CreateIndex(
                name: "ix_named_account_name_key",
                table: "named_account",
                columns: new[] { "workspace_id", "name_key" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_person_id",
                table: "notice",
                columns: new[] { "workspace_id", "person_id" },
                filter: "inbox and read_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_notice_person_id_at",
                table: "notice",
                columns: new[] { "workspace_id", "person_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notice_person_id_mail_at",
                table: "notice",
                columns: new[] { "workspace_id", "person_id", "mail_at" },
                filter: "mail_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_account_id_state",
                table: "opportunity",
                columns: new[] { "workspace_id", "account_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_connection_id_account_crm_id",
                table: "opportunity",
                columns: new[] { "workspace_id", "connection_id", "account_crm_id" });

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_state_close_date",
                table: "opportunity",
                columns: new[] { "workspace_id", "state", "close_date" });

            migrationBuilder.CreateIndex(
                name: "ux_opportunity_connection_id_crm_id",
                table: "opportunity",
                columns: new[] { "workspace_id", "connection_id", "crm_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opportunity_partner_opportunity_id",
                table: "opportunity_partner",
                columns: new[] { "workspace_id", "opportunity_id" });

            migrationBuilder.CreateIndex(
                name: "ux_opportunity_partner_opportunity_id_is_primary",
                table: "opportunity_partner",
                columns: new[] { "workspace_id", "opportunity_id", "is_primary" },
                unique: true,
                filter: "is_primary");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_event_subject_kind_subject_id",
                table: "outbox_event",
                columns: new[] { "workspace_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_name",
                table: "partner",
                columns: new[] { "workspace_id", "name" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_status_name",
                table: "partner",
                columns: new[] { "workspace_id", "status", "name" });

            migrationBuilder.CreateIndex(
                name: "ux_partner_account",
                table: "partner",
                columns: new[] { "workspace_id", "account" },
                unique: true,
                filter: "account is not null");

            migrationBuilder.CreateIndex(
                name: "ux_partner_submission_id",
                table: "partner",
                columns: new[] { "workspace_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_credit_opportunity_id",
                table: "partner_credit",
                columns: new[] { "workspace_id", "opportunity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_domain_partner_id",
                table: "partner_domain",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ux_partner_domain_domain",
                table: "partner_domain",
                columns: new[] { "workspace_id", "domain" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_hand_over_partner_id_at",
                table: "partner_hand_over",
                columns: new[] { "workspace_id", "partner_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_import_uploaded_at",
                table: "partner_import",
                columns: new[] { "workspace_id", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_import_row_import_id_head",
                table: "partner_import_row",
                columns: new[] { "workspace_id", "import_id", "head" });

            migrationBuilder.CreateIndex(
                name: "ux_partner_segment_name",
                table: "partner_segment",
                columns: new[] { "workspace_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_partner_share_opportunity_id",
                table: "partner_share",
                columns: new[] { "workspace_id", "opportunity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_partner_territory_partner_id",
                table: "partner_territory",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_passkey_ceremony_until",
                table: "passkey_ceremony",
                columns: new[] { "workspace_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_people_directory_partner_id",
                table: "people_directory",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ux_person_email",
                table: "person",
                column: "email",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plan_item_due_on",
                table: "plan_item",
                columns: new[] { "workspace_id", "due_on" },
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_plan_item_owner_id",
                table: "plan_item",
                columns: new[] { "workspace_id", "owner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_item_plan_id",
                table: "plan_item",
                columns: new[] { "workspace_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_risk_plan_id",
                table: "plan_risk",
                columns: new[] { "workspace_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_target_plan_id",
                table: "plan_target",
                columns: new[] { "workspace_id", "plan_id" });

            migrationBuilder.CreateIndex(
                name: "ux_playbook_version_motion_number",
                table: "playbook_version",
                columns: new[] { "workspace_id", "motion", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_policy_draft_workspace_id",
                table: "policy_draft",
                column: "workspace_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_policy_version_in_force_from",
                table: "policy_version",
                columns: new[] { "workspace_id", "in_force_from" });

            migrationBuilder.CreateIndex(
                name: "ux_policy_version_number",
                table: "policy_version",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_privacy_case_opened_at",
                table: "privacy_case",
                columns: new[] { "workspace_id", "opened_at" });

            migrationBuilder.CreateIndex(
                name: "ix_probe_alarm_about_at",
                table: "probe_alarm",
                columns: new[] { "workspace_id", "about", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_program_is_default",
                table: "program",
                columns: new[] { "workspace_id", "is_default" },
                unique: true,
                filter: "is_default");

            migrationBuilder.CreateIndex(
                name: "ix_progress_entry_registration_id",
                table: "progress_entry",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_protection_extension_registration_id",
                table: "protection_extension",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_protection_extension_state",
                table: "protection_extension",
                columns: new[] { "workspace_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_public_claim_received_at",
                table: "public_claim",
                columns: new[] { "workspace_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ux_public_claim_submission_id",
                table: "public_claim",
                columns: new[] { "workspace_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_public_form_settings_workspace_id",
                table: "public_form_settings",
                column: "workspace_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registration_announce_at",
                table: "registration",
                columns: new[] { "workspace_id", "announce_at" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_next_look_at",
                table: "registration",
                columns: new[] { "workspace_id", "next_look_at" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_next_reminder_at",
                table: "registration",
                columns: new[] { "workspace_id", "next_reminder_at" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_opportunity_id",
                table: "registration",
                columns: new[] { "workspace_id", "opportunity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_partner_id_submitted_at",
                table: "registration",
                columns: new[] { "workspace_id", "partner_id", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_state_due_at",
                table: "registration",
                columns: new[] { "workspace_id", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_submitted_at",
                table: "registration",
                columns: new[] { "workspace_id", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_waits_until",
                table: "registration",
                columns: new[] { "workspace_id", "waits_until" });

            migrationBuilder.CreateIndex(
                name: "ux_registration_number",
                table: "registration",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_registration_submission_id",
                table: "registration",
                columns: new[] { "workspace_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registration_form_kind",
                table: "registration_form",
                columns: new[] { "workspace_id", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_key_registration_id",
                table: "registration_key",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_link_partner_id_issued_at",
                table: "registration_link",
                columns: new[] { "workspace_id", "partner_id", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_registration_link_person_id",
                table: "registration_link",
                columns: new[] { "workspace_id", "person_id" });

            migrationBuilder.CreateIndex(
                name: "ux_registration_link_submission_id",
                table: "registration_link",
                columns: new[] { "workspace_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_registration_step_registration_id",
                table: "registration_step",
                columns: new[] { "workspace_id", "registration_id" });

            migrationBuilder.CreateIndex(
                name: "ix_reply_door_recipient_subject_kind_subject_id",
                table: "reply_door",
                columns: new[] { "workspace_id", "recipient", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ux_retention_rule_kind",
                table: "retention_rule",
                columns: new[] { "workspace_id", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_review_planned_on",
                table: "review",
                columns: new[] { "workspace_id", "planned_on" },
                filter: "state in ('Draft', 'Shared')");

            migrationBuilder.CreateIndex(
                name: "ux_review_number",
                table: "review",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_review_partner_id_quarter_key",
                table: "review",
                columns: new[] { "workspace_id", "partner_id", "quarter_key" },
                unique: true,
                filter: "state <> 'Dropped'");

            migrationBuilder.CreateIndex(
                name: "ix_review_decision_review_id",
                table: "review_decision",
                columns: new[] { "workspace_id", "review_id" });

            migrationBuilder.CreateIndex(
                name: "ix_review_goal_review_id",
                table: "review_goal",
                columns: new[] { "workspace_id", "review_id" });

            migrationBuilder.CreateIndex(
                name: "ux_safelist_draft_workspace_id",
                table: "safelist_draft",
                column: "workspace_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_safelist_version_number",
                table: "safelist_version",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_saved_view_list_shared",
                table: "saved_view",
                columns: new[] { "workspace_id", "list", "shared" });

            migrationBuilder.CreateIndex(
                name: "ux_saved_view_person_list_name",
                table: "saved_view",
                columns: new[] { "workspace_id", "person", "list", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_seen_assertion_until",
                table: "seen_assertion",
                columns: new[] { "workspace_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_segment_member_partner_id",
                table: "segment_member",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_segment_member_segment_id",
                table: "segment_member",
                columns: new[] { "workspace_id", "segment_id" });

            migrationBuilder.CreateIndex(
                name: "ix_session_person_id",
                table: "session",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ux_session_token_hash",
                table: "session",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_share_offer_opportunity_id_partner_id",
                table: "share_offer",
                columns: new[] { "workspace_id", "opportunity_id", "partner_id" },
                unique: true,
                filter: "outcome = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_shared_message_at",
                table: "shared_message",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_shared_message_subject_kind_subject_id_at",
                table: "shared_message",
                columns: new[] { "workspace_id", "subject_kind", "subject_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_shared_message_submission",
                table: "shared_message",
                columns: new[] { "workspace_id", "submission" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_site_choice_host",
                table: "site_choice",
                columns: new[] { "workspace_id", "host" },
                unique: true,
                filter: "revoked_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_slack_channel_with",
                table: "slack_channel",
                columns: new[] { "workspace_id", "with" });

            migrationBuilder.CreateIndex(
                name: "ix_slack_member_person",
                table: "slack_member",
                columns: new[] { "workspace_id", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_slack_post_at",
                table: "slack_post",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_slack_request_at",
                table: "slack_request",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_slack_thread_subject_kind_subject_id",
                table: "slack_thread",
                columns: new[] { "workspace_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_spent_puzzle_good_until",
                table: "spent_puzzle",
                columns: new[] { "workspace_id", "good_until" });

            migrationBuilder.CreateIndex(
                name: "ix_sso_attempt_until",
                table: "sso_attempt",
                columns: new[] { "workspace_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_status_change_partner_id_at",
                table: "status_change",
                columns: new[] { "workspace_id", "partner_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_stopped_address_address",
                table: "stopped_address",
                columns: new[] { "workspace_id", "address" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_talk_task_due",
                table: "talk_task",
                columns: new[] { "workspace_id", "due" },
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_talk_task_owner_due",
                table: "talk_task",
                columns: new[] { "workspace_id", "owner", "due" },
                filter: "done_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_talk_task_subject_kind_subject_id",
                table: "talk_task",
                columns: new[] { "workspace_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ux_talk_task_submission",
                table: "talk_task",
                columns: new[] { "workspace_id", "submission" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_teams_channel_with",
                table: "teams_channel",
                columns: new[] { "workspace_id", "with" });

            migrationBuilder.CreateIndex(
                name: "ix_teams_member_person",
                table: "teams_member",
                columns: new[] { "workspace_id", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_teams_post_at",
                table: "teams_post",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_teams_request_at",
                table: "teams_request",
                columns: new[] { "workspace_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_teams_thread_subject_kind_subject_id",
                table: "teams_thread",
                columns: new[] { "workspace_id", "subject_kind", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ux_territory_name",
                table: "territory",
                columns: new[] { "workspace_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tier_appeal_answered_at",
                table: "tier_appeal",
                columns: new[] { "workspace_id", "answered_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tier_appeal_partner_id_at",
                table: "tier_appeal",
                columns: new[] { "workspace_id", "partner_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_tier_change_partner_id_at",
                table: "tier_change",
                columns: new[] { "workspace_id", "partner_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_tier_change_program_id_partner_id",
                table: "tier_change",
                columns: new[] { "workspace_id", "program_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tier_evidence_partner_id",
                table: "tier_evidence",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tier_evidence_state",
                table: "tier_evidence",
                columns: new[] { "workspace_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_tier_exception_partner_id_until",
                table: "tier_exception",
                columns: new[] { "workspace_id", "partner_id", "until" });

            migrationBuilder.CreateIndex(
                name: "ux_tier_plan_draft_type",
                table: "tier_plan_draft",
                columns: new[] { "workspace_id", "type" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_tier_plan_version_type_number",
                table: "tier_plan_version",
                columns: new[] { "workspace_id", "type", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tier_proposal_state_at",
                table: "tier_proposal",
                columns: new[] { "workspace_id", "state", "at" });

            migrationBuilder.CreateIndex(
                name: "ux_tier_proposal_partner_id",
                table: "tier_proposal",
                columns: new[] { "workspace_id", "partner_id" },
                unique: true,
                filter: "decided_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_lead_look_at",
                table: "vendor_lead",
                columns: new[] { "workspace_id", "look_at" },
                filter: "look_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_vendor_lead_partner_id",
                table: "vendor_lead",
                columns: new[] { "workspace_id", "partner_id" });

            migrationBuilder.CreateIndex(
                name: "ix_vendor_lead_state",
                table: "vendor_lead",
                columns: new[] { "workspace_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ux_vendor_lead_number",
                table: "vendor_lead",
                columns: new[] { "workspace_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_vendor_lead_submission_id",
                table: "vendor_lead",
                columns: new[] { "workspace_id", "submission_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_view_as_session_id",
                table: "view_as",
                columns: new[] { "workspace_id", "session_id" });

            migrationBuilder.CreateIndex(
                name: "ix_working_promise_began_at",
                table: "working_promise",
                columns: new[] { "workspace_id", "began_at" });

            migrationBuilder.CreateIndex(
                name: "ix_working_promise_due_at",
                table: "working_promise",
                columns: new[] { "workspace_id", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_working_promise_next_look_at",
                table: "working_promise",
                columns: new[] { "workspace_id", "next_look_at" });

            migrationBuilder.CreateIndex(
                name: "ux_working_promise_registration_id_kind_began_at",
                table: "working_promise",
                columns: new[] { "workspace_id", "registration_id", "kind", "began_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_workspace_slug",
                table: "workspace",
                column: "slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wrong_code_last_at",
                table: "wrong_code",
                columns: new[] { "workspace_id", "last_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absence");

            migrationBuilder.DropTable(
                name: "access_link");

            migrationBuilder.DropTable(
                name: "access_policy");

            migrationBuilder.DropTable(
                name: "agreement");

            migrationBuilder.DropTable(
                name: "agreement_acceptance");

            migrationBuilder.DropTable(
                name: "agreement_ask");

            migrationBuilder.DropTable(
                name: "agreement_version");

            migrationBuilder.DropTable(
                name: "announcement");

            migrationBuilder.DropTable(
                name: "announcement_recipient");

            migrationBuilder.DropTable(
                name: "announcement_version");

            migrationBuilder.DropTable(
                name: "api_key");

            migrationBuilder.DropTable(
                name: "api_key_use");

            migrationBuilder.DropTable(
                name: "api_receipt");

            migrationBuilder.DropTable(
                name: "appeal");

            migrationBuilder.DropTable(
                name: "approval_signature");

            migrationBuilder.DropTable(
                name: "assessment_trace");

            migrationBuilder.DropTable(
                name: "attachment");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "audit_seal");

            migrationBuilder.DropTable(
                name: "audit_signed_head");

            migrationBuilder.DropTable(
                name: "audit_value");

            migrationBuilder.DropTable(
                name: "candidate_score");

            migrationBuilder.DropTable(
                name: "candidate_step");

            migrationBuilder.DropTable(
                name: "case_appeal");

            migrationBuilder.DropTable(
                name: "case_key");

            migrationBuilder.DropTable(
                name: "case_letter");

            migrationBuilder.DropTable(
                name: "case_side");

            migrationBuilder.DropTable(
                name: "case_signal");

            migrationBuilder.DropTable(
                name: "case_step");

            migrationBuilder.DropTable(
                name: "challenge");

            migrationBuilder.DropTable(
                name: "checked_name");

            migrationBuilder.DropTable(
                name: "claim_colleague");

            migrationBuilder.DropTable(
                name: "claim_draft");

            migrationBuilder.DropTable(
                name: "claim_evidence");

            migrationBuilder.DropTable(
                name: "claim_share");

            migrationBuilder.DropTable(
                name: "claim_version");

            migrationBuilder.DropTable(
                name: "company_verdict");

            migrationBuilder.DropTable(
                name: "complaint");

            migrationBuilder.DropTable(
                name: "consent_record");

            migrationBuilder.DropTable(
                name: "credential");

            migrationBuilder.DropTable(
                name: "credit_correction");

            migrationBuilder.DropTable(
                name: "credit_rule_version");

            migrationBuilder.DropTable(
                name: "credit_touch");

            migrationBuilder.DropTable(
                name: "criterion_evidence");

            migrationBuilder.DropTable(
                name: "crm_account");

            migrationBuilder.DropTable(
                name: "crm_alias");

            migrationBuilder.DropTable(
                name: "crm_budget");

            migrationBuilder.DropTable(
                name: "crm_call");

            migrationBuilder.DropTable(
                name: "crm_conflict");

            migrationBuilder.DropTable(
                name: "crm_connection");

            migrationBuilder.DropTable(
                name: "crm_connection_status");

            migrationBuilder.DropTable(
                name: "crm_contact");

            migrationBuilder.DropTable(
                name: "crm_cursor");

            migrationBuilder.DropTable(
                name: "crm_drift");

            migrationBuilder.DropTable(
                name: "crm_drifted");

            migrationBuilder.DropTable(
                name: "crm_duplicate");

            migrationBuilder.DropTable(
                name: "crm_duplicate_choice");

            migrationBuilder.DropTable(
                name: "crm_duplicate_member");

            migrationBuilder.DropTable(
                name: "crm_duplicate_walk");

            migrationBuilder.DropTable(
                name: "crm_fetch");

            migrationBuilder.DropTable(
                name: "crm_form_entry");

            migrationBuilder.DropTable(
                name: "crm_identity");

            migrationBuilder.DropTable(
                name: "crm_lead");

            migrationBuilder.DropTable(
                name: "crm_ledger");

            migrationBuilder.DropTable(
                name: "crm_mapping");

            migrationBuilder.DropTable(
                name: "crm_oauth_attempt");

            migrationBuilder.DropTable(
                name: "crm_owner");

            migrationBuilder.DropTable(
                name: "crm_panel_ticket");

            migrationBuilder.DropTable(
                name: "crm_push");

            migrationBuilder.DropTable(
                name: "crm_reconcile");

            migrationBuilder.DropTable(
                name: "crm_reconcile_seen");

            migrationBuilder.DropTable(
                name: "crm_record");

            migrationBuilder.DropTable(
                name: "crm_schema");

            migrationBuilder.DropTable(
                name: "crm_stage");

            migrationBuilder.DropTable(
                name: "crm_sync_batch");

            migrationBuilder.DropTable(
                name: "crm_usage");

            migrationBuilder.DropTable(
                name: "crm_write");

            migrationBuilder.DropTable(
                name: "crm_write_key");

            migrationBuilder.DropTable(
                name: "custom_role");

            migrationBuilder.DropTable(
                name: "dead_letter");

            migrationBuilder.DropTable(
                name: "deal_work");

            migrationBuilder.DropTable(
                name: "direct_deal_question");

            migrationBuilder.DropTable(
                name: "directory_call");

            migrationBuilder.DropTable(
                name: "directory_group");

            migrationBuilder.DropTable(
                name: "directory_group_member");

            migrationBuilder.DropTable(
                name: "directory_token");

            migrationBuilder.DropTable(
                name: "directory_user");

            migrationBuilder.DropTable(
                name: "due_item");

            migrationBuilder.DropTable(
                name: "erased_mark");

            migrationBuilder.DropTable(
                name: "erased_mark_key");

            migrationBuilder.DropTable(
                name: "experience");

            migrationBuilder.DropTable(
                name: "file_piece");

            migrationBuilder.DropTable(
                name: "forecast_snapshot");

            migrationBuilder.DropTable(
                name: "form_version");

            migrationBuilder.DropTable(
                name: "handled_event");

            migrationBuilder.DropTable(
                name: "health_card");

            migrationBuilder.DropTable(
                name: "health_day");

            migrationBuilder.DropTable(
                name: "health_episode");

            migrationBuilder.DropTable(
                name: "identity_provider");

            migrationBuilder.DropTable(
                name: "import_file");

            migrationBuilder.DropTable(
                name: "import_part");

            migrationBuilder.DropTable(
                name: "import_progress");

            migrationBuilder.DropTable(
                name: "import_row");

            migrationBuilder.DropTable(
                name: "inbound_piece");

            migrationBuilder.DropTable(
                name: "info_request");

            migrationBuilder.DropTable(
                name: "internal_message");

            migrationBuilder.DropTable(
                name: "job");

            migrationBuilder.DropTable(
                name: "journey_step");

            migrationBuilder.DropTable(
                name: "journey_template_version");

            migrationBuilder.DropTable(
                name: "known_subject");

            migrationBuilder.DropTable(
                name: "lead_hop");

            migrationBuilder.DropTable(
                name: "lead_limit");

            migrationBuilder.DropTable(
                name: "lead_offer");

            migrationBuilder.DropTable(
                name: "lead_rules");

            migrationBuilder.DropTable(
                name: "lead_rules_draft");

            migrationBuilder.DropTable(
                name: "lead_turn");

            migrationBuilder.DropTable(
                name: "mail_hook");

            migrationBuilder.DropTable(
                name: "mail_hook_call");

            migrationBuilder.DropTable(
                name: "mail_message");

            migrationBuilder.DropTable(
                name: "meeting_book_version");

            migrationBuilder.DropTable(
                name: "meeting_decision");

            migrationBuilder.DropTable(
                name: "meeting_note");

            migrationBuilder.DropTable(
                name: "meeting_sheet");

            migrationBuilder.DropTable(
                name: "membership");

            migrationBuilder.DropTable(
                name: "message_file");

            migrationBuilder.DropTable(
                name: "message_mention");

            migrationBuilder.DropTable(
                name: "message_reaction");

            migrationBuilder.DropTable(
                name: "message_term");

            migrationBuilder.DropTable(
                name: "named_account");

            migrationBuilder.DropTable(
                name: "news_reader");

            migrationBuilder.DropTable(
                name: "notice");

            migrationBuilder.DropTable(
                name: "notice_default");

            migrationBuilder.DropTable(
                name: "notice_profile");

            migrationBuilder.DropTable(
                name: "opportunity_partner");

            migrationBuilder.DropTable(
                name: "outbox_event");

            migrationBuilder.DropTable(
                name: "partner_credit");

            migrationBuilder.DropTable(
                name: "partner_domain");

            migrationBuilder.DropTable(
                name: "partner_hand_over");

            migrationBuilder.DropTable(
                name: "partner_import_row");

            migrationBuilder.DropTable(
                name: "partner_share");

            migrationBuilder.DropTable(
                name: "partner_territory");

            migrationBuilder.DropTable(
                name: "passkey_ceremony");

            migrationBuilder.DropTable(
                name: "people_directory");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "plan_item");

            migrationBuilder.DropTable(
                name: "plan_risk");

            migrationBuilder.DropTable(
                name: "plan_target");

            migrationBuilder.DropTable(
                name: "plan_template");

            migrationBuilder.DropTable(
                name: "playbook_version");

            migrationBuilder.DropTable(
                name: "policy_draft");

            migrationBuilder.DropTable(
                name: "policy_version");

            migrationBuilder.DropTable(
                name: "privacy_case");

            migrationBuilder.DropTable(
                name: "probe_alarm");

            migrationBuilder.DropTable(
                name: "progress_entry");

            migrationBuilder.DropTable(
                name: "protection_extension");

            migrationBuilder.DropTable(
                name: "public_claim");

            migrationBuilder.DropTable(
                name: "public_form_settings");

            migrationBuilder.DropTable(
                name: "recruitment_rules");

            migrationBuilder.DropTable(
                name: "registration_form");

            migrationBuilder.DropTable(
                name: "registration_key");

            migrationBuilder.DropTable(
                name: "registration_link");

            migrationBuilder.DropTable(
                name: "registration_opening");

            migrationBuilder.DropTable(
                name: "registration_step");

            migrationBuilder.DropTable(
                name: "reply_door");

            migrationBuilder.DropTable(
                name: "reply_secret");

            migrationBuilder.DropTable(
                name: "retention_rule");

            migrationBuilder.DropTable(
                name: "review_decision");

            migrationBuilder.DropTable(
                name: "review_goal");

            migrationBuilder.DropTable(
                name: "review_note");

            migrationBuilder.DropTable(
                name: "review_sheet");

            migrationBuilder.DropTable(
                name: "safelist_draft");

            migrationBuilder.DropTable(
                name: "safelist_review");

            migrationBuilder.DropTable(
                name: "safelist_version");

            migrationBuilder.DropTable(
                name: "saved_view");

            migrationBuilder.DropTable(
                name: "seen_assertion");

            migrationBuilder.DropTable(
                name: "segment_journey_version");

            migrationBuilder.DropTable(
                name: "segment_member");

            migrationBuilder.DropTable(
                name: "sequence_number");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropTable(
                name: "share_offer");

            migrationBuilder.DropTable(
                name: "share_opening");

            migrationBuilder.DropTable(
                name: "shared_message");

            migrationBuilder.DropTable(
                name: "sign_in_policy");

            migrationBuilder.DropTable(
                name: "silence_warning");

            migrationBuilder.DropTable(
                name: "site_choice");

            migrationBuilder.DropTable(
                name: "slack_app");

            migrationBuilder.DropTable(
                name: "slack_channel");

            migrationBuilder.DropTable(
                name: "slack_member");

            migrationBuilder.DropTable(
                name: "slack_post");

            migrationBuilder.DropTable(
                name: "slack_request");

            migrationBuilder.DropTable(
                name: "slack_thread");

            migrationBuilder.DropTable(
                name: "slack_ticket");

            migrationBuilder.DropTable(
                name: "spent_puzzle");

            migrationBuilder.DropTable(
                name: "sso_attempt");

            migrationBuilder.DropTable(
                name: "status_change");

            migrationBuilder.DropTable(
                name: "stopped_address");

            migrationBuilder.DropTable(
                name: "talk_task");

            migrationBuilder.DropTable(
                name: "team_answer");

            migrationBuilder.DropTable(
                name: "team_review");

            migrationBuilder.DropTable(
                name: "teams_app");

            migrationBuilder.DropTable(
                name: "teams_channel");

            migrationBuilder.DropTable(
                name: "teams_member");

            migrationBuilder.DropTable(
                name: "teams_post");

            migrationBuilder.DropTable(
                name: "teams_request");

            migrationBuilder.DropTable(
                name: "teams_thread");

            migrationBuilder.DropTable(
                name: "teams_ticket");

            migrationBuilder.DropTable(
                name: "thread_seen");

            migrationBuilder.DropTable(
                name: "tier_appeal");

            migrationBuilder.DropTable(
                name: "tier_card");

            migrationBuilder.DropTable(
                name: "tier_change");

            migrationBuilder.DropTable(
                name: "tier_course");

            migrationBuilder.DropTable(
                name: "tier_evidence");

            migrationBuilder.DropTable(
                name: "tier_exception");

            migrationBuilder.DropTable(
                name: "tier_plan_draft");

            migrationBuilder.DropTable(
                name: "tier_plan_version");

            migrationBuilder.DropTable(
                name: "tier_proposal");

            migrationBuilder.DropTable(
                name: "view_as");

            migrationBuilder.DropTable(
                name: "watch_mark");

            migrationBuilder.DropTable(
                name: "working_promise");

            migrationBuilder.DropTable(
                name: "workspace");

            migrationBuilder.DropTable(
                name: "wrong_code");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "candidate");

            migrationBuilder.DropTable(
                name: "conflict_case");

            migrationBuilder.DropTable(
                name: "stored_file");

            migrationBuilder.DropTable(
                name: "inbound_mail");

            migrationBuilder.DropTable(
                name: "journey");

            migrationBuilder.DropTable(
                name: "vendor_lead");

            migrationBuilder.DropTable(
                name: "meeting");

            migrationBuilder.DropTable(
                name: "partner_import");

            migrationBuilder.DropTable(
                name: "deal_shares");

            migrationBuilder.DropTable(
                name: "territory");

            migrationBuilder.DropTable(
                name: "action_plan");

            migrationBuilder.DropTable(
                name: "review");

            migrationBuilder.DropTable(
                name: "partner_segment");

            migrationBuilder.DropTable(
                name: "enrollment");

            migrationBuilder.DropTable(
                name: "registration");

            migrationBuilder.DropTable(
                name: "opportunity");

            migrationBuilder.DropTable(
                name: "partner");

            migrationBuilder.DropTable(
                name: "program");
        }
    }
}
