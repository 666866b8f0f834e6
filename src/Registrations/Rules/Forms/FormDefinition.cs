using Entente.Partners;

namespace Entente.Registrations.Rules.Forms;

/// <summary>What a form does with a field.</summary>
public enum FieldMode
{
    Asked,

    /// <summary>Shown with its default, which stays whatever is posted.</summary>
    Locked,

    /// <summary>Not shown; the claim gets its default, whatever is posted.</summary>
    Hidden,
}

/// <summary>One field of a form.</summary>
/// <param name="Key">One of <see cref="FormFields"/>, or a field of the CRM: <c>deal-closing_reason</c>.</param>
/// <param name="Required">Besides what the policy demands.</param>
/// <param name="Default">As somebody would type it; for locked and hidden ones.</param>
public sealed record FormField(
    string Key,
    FieldMode Mode = FieldMode.Asked,
    bool Required = false,
    string? Label = null,
    string? Help = null,
    string? Default = null
);

/// <summary>Shown only when another field of the form, which is always shown, has one of these values.</summary>
public sealed record ShowWhen(string Field, IReadOnlyList<string> Values);

/// <param name="Folded">One step away, as long as nothing in it must be filled in.</param>
public sealed record FormSection(
    string Title,
    IReadOnlyList<FormField> Fields,
    string? Help = null,
    bool Folded = false,
    ShowWhen? When = null
);

/// <summary>Which fields in which order: what somebody drew, or what Entente asks by itself.</summary>
public sealed record FormDefinition(IReadOnlyList<FormSection> Sections)
{
    /// <summary>What is asked where nobody has published a form. The policy's required fields leave the fold by themselves.</summary>
    public static FormDefinition Default(RegistrationKind kind) =>
        kind is RegistrationKind.Lead
            ? new([
                new("Customer", Of(FormFields.Company, FormFields.Domain, FormFields.ContactEmail)),
                new(
                    "Add more, if you know it",
                    Of(
                        FormFields.ContactName,
                        FormFields.ContactRole,
                        FormFields.Country,
                        FormFields.Problem,
                        FormFields.Amount,
                        FormFields.CloseDate,
                        FormFields.Stage,
                        FormFields.Product,
                        FormFields.SecondPartner,
                        FormFields.SecondRole
                    ),
                    Folded: true
                ),
            ])
            : new([
                new("Customer", Of(FormFields.Company, FormFields.Domain, FormFields.ContactEmail, FormFields.Country)),
                new(kind.Words(), Deal(kind)),
                new(
                    "Add the contact’s name and role, stage, product, a second partner or a discount",
                    Of(
                        FormFields.ContactName,
                        FormFields.ContactRole,
                        FormFields.Stage,
                        FormFields.Product,
                        FormFields.SecondPartner,
                        FormFields.SecondRole,
                        FormFields.Discount
                    ),
                    Folded: true
                ),
            ]);

    public IEnumerable<FormField> Fields => Sections.SelectMany(s => s.Fields);

    private static IReadOnlyList<FormField> Deal(RegistrationKind kind) =>
        kind.KnowsIncumbent()
            ? Of(FormFields.Incumbent, FormFields.Amount, FormFields.CloseDate, FormFields.Problem)
            : Of(FormFields.Amount, FormFields.CloseDate, FormFields.Problem);

    private static IReadOnlyList<FormField> Of(params string[] keys) => [.. keys.Select(k => new FormField(k))];
}

/// <summary>For whom a form is; an absent part means any.</summary>
/// <param name="Region">The partner's home region, as its record names it.</param>
public sealed record FormScope(RegistrationKind Kind, PartnerType? Type = null, PartnerTier? Tier = null, string? Region = null)
{
    /// <summary>How much it names: the narrowest form that fits is shown.</summary>
    public int Narrow => (Type is null ? 0 : 1) + (Tier is null ? 0 : 1) + (Region is null ? 0 : 1);

    /// <summary>What nobody knows of the sender fits only a form that does not ask for it.</summary>
    internal bool Fits(Segment segment) =>
        Kind == segment.Kind && new Scope(Type: Type, Tier: Tier, Region: Region).Fit(segment) is Fit.Yes;

    public string Words()
    {
        var parts = new[] { Type?.Words(), Tier?.Words(), Region }.OfType<string>().ToList();
        return $"{Kind.Words()}, {(parts.Count == 0 ? "every partner" : string.Join(", ", parts))}";
    }
}
