using Entente.Access.Safelist;
using Entente.Leads.Model;
using Entente.Partners.Rules;
using Entente.Ui;

namespace Entente.Leads.Offer;

/// <summary>One field of a lead that a partner may be shown.</summary>
internal sealed record LeadField(string Field, string Label, string Value);

/// <summary>
/// A lead under the names of the safelist: whatever shows one to a partner goes through this and <see cref="Shown"/>. Of an offer there is nothing but what the
/// offer's own row holds.
/// </summary>
internal static class LeadFields
{
    public static IReadOnlyList<LeadField> BeforeAccepting(LeadOffer offer) =>
        [
            new("country", "Country", Country(offer.Country)),
            new("region", "Region", offer.Region),
            new("motion", "Motion", MotionWords(offer.Motion)),
            new("product", "Product", offer.Product),
            new("amount_band", "Size", offer.Band),
        ];

    public static IReadOnlyList<LeadField> Accepted(Lead lead) =>
        [
            new("company", "Company", lead.Company),
            new("domain", "Website", lead.Domain),
            new("contact_name", "Contact", lead.ContactName),
            new("contact_email", "Contact’s e-mail", lead.ContactEmail),
            new("contact_role", "Contact’s role", lead.ContactRole),
            new("country", "Country", Country(lead.Country)),
            new("region", "Region", lead.Region),
            new("motion", "Motion", MotionWords(lead.Motion?.ToString() ?? "")),
            new("product", "Product", lead.Product),
            new("amount", "Amount, as we guess", lead.Amount is { } amount ? Format.Money(amount) : ""),
            new("need", "What they need", lead.Note),
        ];

    /// <summary>Label and value of those that may be seen and say something.</summary>
    public static IEnumerable<(string Label, string Value)> Shown(this IReadOnlyList<LeadField> fields, Projection shown) =>
        fields.Where(f => f.Value.Length > 0 && shown.Shows(SafeObjects.Lead, f.Field)).Select(f => (f.Label, f.Value));

    public static string Country(string code) => code.Length == 0 ? "" : Countries.Name(code);

    public static string MotionWords(string motion) =>
        Enum.TryParse<Motion>(motion, out var known) && Enum.IsDefined(known) ? known.ToString() : "";
}
