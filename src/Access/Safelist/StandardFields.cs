namespace Entente.Access.Safelist;

/// <summary>The objects of the safelist, named once.</summary>
public static class SafeObjects
{
    public const string Opportunity = "opportunity";
    public const string Account = "account";
    public const string Contact = "contact";
    public const string Registration = "registration";

    /// <summary>What the vendor gives to a partner.</summary>
    public const string Lead = "lead";
}

/// <summary>
/// The fields that every workspace has, whichever CRM stands behind it, and what partners see of them from the first day.
/// A CRM's own fields come with the catalogue of the room that reads its schema.
/// </summary>
internal sealed class StandardFields : IFieldCatalog
{
    public static IReadOnlyList<CatalogField> All { get; } =
    [
        .. Object(
            SafeObjects.Opportunity,
            visible:
            [
                ("name", "Name"),
                ("account", "Customer"),
                ("stage", "Stage"),
                ("amount", "Amount"),
                ("close_date", "Close date"),
                ("state", "Open, won or lost"),
                ("next_step", "Next step"),
                ("motion", "Motion"),
                ("registration", "Registration"),
                ("credit", "Own share of the credit"),
            ],
            hidden:
            [
                ("owner", "Owner"),
                ("probability", "Probability"),
                ("forecast_category", "Forecast category"),
                ("lost_reason", "Reason lost"),
                ("partners", "Other partners"),
                ("credit_others", "Other partners’ share together"),
            ],
            locked: [("note", "Internal note"), ("margin", "Vendor margin"), ("crm_id", "CRM record")]
        ),
        .. Object(
            SafeObjects.Account,
            visible: [("name", "Name"), ("domain", "Domain"), ("country", "Country")],
            hidden:
            [
                ("industry", "Industry"),
                ("employees", "Employees"),
                ("annual_revenue", "Annual revenue"),
                ("owner", "Owner"),
                ("phone", "Phone"),
                ("is_customer", "Is a customer"),
            ],
            locked: [("note", "Internal note"), ("crm_id", "CRM record")]
        ),
        .. Object(
            SafeObjects.Contact,
            visible: [],
            hidden: [("name", "Name"), ("email", "E-mail"), ("job_title", "Job title"), ("phone", "Phone")],
            locked: [("note", "Internal note"), ("crm_id", "CRM record")]
        ),
        .. Object(
            SafeObjects.Registration,
            visible:
            [
                ("number", "Number"),
                ("consent", "Consent"),
                ("submitted_by", "Submitted by"),
                ("submitted_at", "Submitted"),
                ("state", "Status"),
                ("due_at", "Decision due"),
                ("decided_at", "Decided"),
                ("decision", "Decision"),
                ("reason", "Reason"),
                ("question", "What we ask"),
                ("answer", "Your answer"),
                ("protected_until", "Protected until"),
                ("prices", "Discount band and price protection"),
                ("next_step", "Next step"),
                ("finding", "What the assessment says to you"),
                ("message", "Messages"),
            ],
            hidden: [("decided_by", "Decided by"), ("owner", "Owner"), ("crm_link", "CRM link")],
            locked:
            [
                ("candidates", "Candidate accounts"),
                ("conflict", "Conflict with others"),
                ("staff_finding", "Assessment"),
                ("note", "Internal note"),
                ("score", "Score"),
            ]
        ),
        // Of a lead that is only offered there is nothing but the first five, whatever stands here.
        .. Object(
            SafeObjects.Lead,
            visible:
            [
                ("country", "Country"),
                ("region", "Region"),
                ("motion", "Motion"),
                ("product", "Product"),
                ("amount_band", "Size"),
                ("company", "Company"),
                ("domain", "Website"),
                ("contact_name", "Contact"),
                ("contact_email", "Contact’s e-mail"),
                ("contact_role", "Contact’s role"),
                ("amount", "Amount, as we guess"),
                ("need", "What they need"),
            ],
            hidden: [],
            locked: [("source", "Source"), ("trace", "Why this partner")]
        ),
        // What a partner claimed is its own to mend.
        .. Editable(
            SafeObjects.Registration,
            ("company", "Company"),
            ("domain", "Domain"),
            ("contact_name", "Contact"),
            ("contact_email", "Contact’s e-mail"),
            ("contact_role", "Contact’s role"),
            ("problem", "Problem"),
            ("stage", "Stage"),
            ("amount", "Amount"),
            ("close_date", "Expected close")
        ),
    ];

    public ValueTask<IReadOnlyList<CatalogField>> Fields(CancellationToken ct) => ValueTask.FromResult(All);

    private static IEnumerable<CatalogField> Editable(string name, params (string Name, string Label)[] fields) =>
        fields.Select(f => new CatalogField(name, f.Name, f.Label, Visibility.Editable) { Editable = true });

    private static IEnumerable<CatalogField> Object(
        string name,
        (string Name, string Label)[] visible,
        (string Name, string Label)[] hidden,
        (string Name, string Label)[] locked
    ) =>
        [
            .. visible.Select(f => new CatalogField(name, f.Name, f.Label, Visibility.Visible)),
            .. hidden.Select(f => new CatalogField(name, f.Name, f.Label)),
            .. locked.Select(f => new CatalogField(name, f.Name, f.Label, Locked: true)),
        ];
}
