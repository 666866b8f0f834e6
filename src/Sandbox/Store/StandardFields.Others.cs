namespace Entente.Sandbox.Store;

/// <summary>Fields of what only HubSpot's side shows: leads, tickets, products, the other activities, the account's own objects.</summary>
internal static partial class StandardFields
{
    // csharpier-ignore - a table
    private static Field[] Others(Kind kind) =>
        kind switch
        {
            Kind.Lead =>
            [
                Make("hs_lead_name", null, "Lead name"),
                Make("hs_lead_type", null, "Lead type", FieldType.Choice, Choices("NEW_BUSINESS", "RE_ATTEMPT", "UPSELL", "RE_ENGAGEMENT")),
                Make("hs_lead_label", null, "Lead label", FieldType.Choice, Choices("WARM", "HOT", "COLD")),
                .. Staged,
                .. Owned,
                .. Told("hs_createdate", "hs_lastmodifieddate"),
                .. MadeBy,
            ],
            Kind.Ticket =>
            [
                Make("subject", null, "Ticket name"),
                Make("content", null, "Ticket description", FieldType.LongText),
                .. Staged,
                Make("hs_ticket_priority", null, "Priority", FieldType.Choice, Choices("LOW", "MEDIUM", "HIGH", "URGENT")),
                .. Owned,
                .. Told("createdate", "hs_lastmodifieddate"),
                .. MadeBy,
                MergedIds,
            ],
            Kind.Product =>
            [
                Make("name", null, "Name"),
                Make("description", null, "Product description", FieldType.LongText),
                Make("price", null, "Unit price", FieldType.Currency),
                Make("hs_sku", null, "SKU"),
                Make("hs_cost_of_goods_sold", null, "Unit cost", FieldType.Currency),
                .. Told("createdate", "hs_lastmodifieddate"),
                .. MadeBy,
            ],
            Kind.LineItem =>
            [
                Make("name", null, "Name"),
                Make("description", null, "Description", FieldType.LongText),
                Make("quantity", null, "Quantity", FieldType.Number),
                Make("price", null, "Unit price", FieldType.Currency),
                Make("amount", null, "Net price", FieldType.Currency),
                Make("discount", null, "Unit discount", FieldType.Currency),
                Make("hs_product_id", null, "Product ID", FieldType.Number),
                Make("hs_sku", null, "SKU"),
                .. Told("createdate", "hs_lastmodifieddate"),
                .. MadeBy,
            ],
            Kind.Task =>
            [
                .. Activity,
                Make("hs_task_subject", null, "Task title"),
                Long("hs_task_body", "Task notes", FieldType.Html),
                Make("hs_task_status", null, "Task status", FieldType.Choice, Choices("NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED", "COMPLETED")),
                Make("hs_task_priority", null, "Priority", FieldType.Choice, Choices("NONE", "LOW", "MEDIUM", "HIGH")),
                Make("hs_task_type", null, "Task type", FieldType.Choice, Choices("TODO", "CALL", "EMAIL", "LINKED_IN_CONNECT", "LINKED_IN_MESSAGE")),
                Make("hs_task_reminders", null, "Reminders"),
            ],
            Kind.Email =>
            [
                .. Activity,
                Make("hs_email_direction", null, "Direction", FieldType.Choice, Choices("EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL")),
                Make("hs_email_status", null, "Send status", FieldType.Choice, Choices("BOUNCED", "FAILED", "SCHEDULED", "SENDING", "SENT")),
                Make("hs_email_subject", null, "Subject"),
                Long("hs_email_text", "Text", FieldType.LongText),
                Long("hs_email_html", "HTML", FieldType.Html),
                Long("hs_email_headers", "Headers", FieldType.LongText),
            ],
            Kind.Meeting =>
            [
                .. Activity,
                Make("hs_meeting_title", null, "Meeting name"),
                Long("hs_meeting_body", "Meeting description", FieldType.Html),
                Make("hs_meeting_start_time", null, "Start time", FieldType.DateTime),
                Make("hs_meeting_end_time", null, "End time", FieldType.DateTime),
                Make("hs_meeting_outcome", null, "Outcome", FieldType.Choice, Choices("SCHEDULED", "COMPLETED", "RESCHEDULED", "NO_SHOW", "CANCELED")),
                Make("hs_meeting_location", null, "Location"),
                Long("hs_internal_meeting_notes", "Internal notes", FieldType.Html),
            ],
            Kind.Call =>
            [
                .. Activity,
                Make("hs_call_title", null, "Call title"),
                Long("hs_call_body", "Call notes", FieldType.Html),
                Make("hs_call_duration", null, "Duration (milliseconds)", FieldType.Number),
                Make("hs_call_direction", null, "Direction", FieldType.Choice, Choices("INBOUND", "OUTBOUND")),
                Make("hs_call_disposition", null, "Outcome"),
                Make("hs_call_status", null, "Status", FieldType.Choice, Choices("BUSY", "CALLING_CRM_USER", "CANCELED", "COMPLETED", "CONNECTING", "FAILED", "IN_PROGRESS", "MISSED", "NO_ANSWER", "QUEUED", "RINGING")),
            ],
            _ when Kinds.IsCustom(kind) => [.. Staged, .. Owned, .. Told("hs_createdate", "hs_lastmodifieddate"), .. MadeBy],
            _ => [],
        };

    private static Field MergedIds { get; } =
        Make("hs_merged_object_ids", null, "Merged record IDs", FieldType.LongText) with
        {
            Source = FieldSource.MergedIds,
            ReadOnly = true,
        };

    private static Field[] MadeBy { get; } =
    [
        Make("hs_object_source", null, "Record creation source") with
        {
            Source = FieldSource.MadeThrough,
            ReadOnly = true,
        },
        Make("hs_object_source_label", null, "Record source") with
        {
            Source = FieldSource.MadeThrough,
            ReadOnly = true,
        },
        Make("hs_object_source_id", null, "Record creation source ID") with
        {
            Source = FieldSource.MadeBy,
            ReadOnly = true,
        },
    ];

    private static Field[] Owned => [Make("hubspot_owner_id", null, "Owner", FieldType.Owner)];

    private static Field[] Staged =>
        [Make("hs_pipeline", null, "Pipeline", FieldType.Choice), Make("hs_pipeline_stage", null, "Pipeline stage", FieldType.Choice)];

    private static Field[] Activity =>
        [
            Make("hs_timestamp", null, "Activity date", FieldType.DateTime),
            .. Owned,
            .. Told("hs_createdate", "hs_lastmodifieddate"),
            .. MadeBy,
            Make("hs_attachment_ids", null, "Attached files"),
        ];

    private static Field Long(string name, string label, FieldType type) => Make(name, null, label, type) with { Length = 65_536 };

    private static FieldOption[] Choices(params string[] values) =>
        [.. values.Select((v, i) => new FieldOption(v, char.ToUpperInvariant(v[0]) + v[1..].Replace('_', ' ').ToLowerInvariant(), i))];
}
