namespace Entente.Access.Safelist;

/// <summary>What partners of one kind are usually shown of deals, companies and contacts.</summary>
/// <param name="Shown">Everything else of these objects is hidden from them.</param>
public sealed record SafelistPreset(string Name, string Label, string Says, IReadOnlySet<(string Object, string Field)> Shown);

/// <summary>Ready-made lists per motion (PIP-1), applied to one partner type at a time. Pure.</summary>
public static class SafelistPresets
{
    private static readonly string[] Touched = [SafeObjects.Opportunity, SafeObjects.Account, SafeObjects.Contact];

    public static IReadOnlyList<SafelistPreset> All { get; } =
    [
        Of(
            "resell",
            "Resell",
            "The partner carries the deal: all but the vendor’s own counting.",
            "name account stage amount close_date state next_step motion registration owner credit",
            "name domain country industry",
            "name email job_title phone"
        ),
        Of(
            "co-sell",
            "Co-sell",
            "Both sides work the account: the deal, its owner and who is met.",
            "name account stage amount close_date state next_step motion registration owner credit",
            "name domain country industry employees",
            "name job_title"
        ),
        Of(
            "referral",
            "Referral",
            "The partner introduced and waits: where it stands, and whether it is won.",
            "account stage state motion registration credit",
            "name domain country",
            ""
        ),
        Of(
            "services",
            "Services",
            "The partner delivers: timing and next step, no contacts beyond names.",
            "name account stage close_date state next_step motion registration owner credit",
            "name domain country industry",
            "name job_title"
        ),
        Of(
            "technology",
            "Technology",
            "The products meet: which account, and how far.",
            "account stage state motion credit",
            "name domain",
            ""
        ),
        Of(
            "marketplace",
            "Marketplace",
            "The listing sells: stage and value of what it brought.",
            "account stage amount state motion registration credit",
            "name country",
            ""
        ),
    ];

    /// <summary>
    /// The list with the preset for partners of this type: a rule for the type alone stands only where the list would otherwise say something
    /// else to it. Locked fields, registrations and rules that name more than the type stay as they are.
    /// </summary>
    public static IReadOnlyList<FieldRule> Apply(
        SafelistPreset preset,
        string type,
        IReadOnlyCollection<CatalogField> catalogue,
        IReadOnlyCollection<FieldRule> rules
    )
    {
        var who = new Audience(type);
        var fields = catalogue.Where(f => !f.Locked && Touched.Contains(f.Object)).DistinctBy(f => (f.Object, f.Name)).ToList();
        var bare = SafelistRules.With(rules, fields.Select(f => (f.Object, f.Name, who, (Visibility?)null)));
        return SafelistRules.With(
            bare,
            fields
                .Select(f => (Field: f, Wanted: preset.Shown.Contains((f.Object, f.Name)) ? Visibility.Visible : Visibility.Hidden))
                .Where(w => FieldRules.Decide(w.Field, bare, who) != w.Wanted)
                .Select(w => (w.Field.Object, w.Field.Name, who, (Visibility?)w.Wanted))
        );
    }

    private static SafelistPreset Of(string name, string label, string says, string opportunity, string account, string contact) =>
        new(
            name,
            label,
            says,
            new[] { (SafeObjects.Opportunity, opportunity), (SafeObjects.Account, account), (SafeObjects.Contact, contact) }
                .SelectMany(o => o.Item2.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => (o.Item1, f)))
                .ToHashSet()
        );
}
