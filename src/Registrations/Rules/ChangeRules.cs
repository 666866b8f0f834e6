using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>How far a claim may be changed after the approval, and how long one that was rejected may be mended (REG-5, REG-8).</summary>
/// <param name="AmountPercent">An amount off by more than this re-opens review.</param>
/// <param name="MendDays">Calendar days after a rejection within which the mended claim keeps its date.</param>
public sealed record ChangeRules(int AmountPercent, int MendDays)
{
    public static ChangeRules Default { get; } = new(25, 14);
}

/// <summary>What of a claim was approved, by which later changes are measured: any number of small ones is one big one.</summary>
/// <param name="Keys">The customer's strong keys.</param>
internal sealed record ApprovedClaim(string Company, Money? Amount, IReadOnlyList<ClaimKey> Keys)
{
    public static ApprovedClaim Of(Claim claim) => new(claim.Company, claim.Amount, claim.Keys);
}

/// <summary>One field of a claim, before and after, in the words of its form.</summary>
/// <param name="Field">Of the form: <c>amount</c>.</param>
public sealed record FieldChange(string Field, string Label, string? Before, string? After);

/// <summary>What changes of a claim mean. Pure.</summary>
internal static class ClaimChanges
{
    /// <summary>Field by field, in the order of the form; empty when nothing differs.</summary>
    public static IReadOnlyList<FieldChange> Between(Claim before, Claim after) =>
        [
            .. Rows(before)
                .Zip(Rows(after), (b, a) => new FieldChange(b.Field, b.Label, b.Value, a.Value))
                .Where(c => !string.Equals(c.Before, c.After, StringComparison.Ordinal)),
        ];

    /// <summary>Another customer is claimed: the two share no strong key.</summary>
    public static bool OtherCustomer(Claim before, Claim after) => !before.Keys.Intersect(after.Keys).Any();

    /// <summary>As <see cref="OtherCustomer(Claim, Claim)"/>, of what was approved.</summary>
    public static bool OtherCustomer(ApprovedClaim approved, Claim after) => !approved.Keys.Intersect(after.Keys).Any();

    /// <summary>
    /// Why a change of an approved claim must be reviewed, in a sentence; null: it may be made freely (REG-8). Measured by what was approved,
    /// whatever was changed freely since.
    /// </summary>
    public static string? Reopens(ApprovedClaim approved, Claim after, ChangeRules rules)
    {
        if (OtherCustomer(approved, after))
            return $"Another customer: {after.Company} instead of {approved.Company}.";
        if (approved.Amount is not { } old || after.Amount is not { } now)
            return approved.Amount is null && after.Amount is null ? null
                : approved.Amount is null ? "A value is named where none was approved."
                : "The value was taken away.";
        if (old.Currency != now.Currency)
            return "The value is in another currency.";
        // By hundredths and whole numbers: 25 % is 25 %, whatever a double makes of it.
        var off = Math.Abs((decimal)now.Minor - old.Minor) * 100m;
        return off > Math.Abs((decimal)old.Minor) * rules.AmountPercent
            ? $"The value is off by more than {rules.AmountPercent} % from what was approved."
            : null;
    }

    /// <summary>
    /// Whether a claim that is sent again keeps its date: the same customer, mended in time. Otherwise it counts from the day it is sent.
    /// </summary>
    public static bool KeepsDate(Claim before, Claim after, DateTimeOffset rejectedAt, Terms terms, DateTimeOffset now) =>
        !OtherCustomer(before, after) && now < terms.Calendar.EndOfWindow(rejectedAt, terms.Policy.Changes.MendDays);

    private static IEnumerable<(string Field, string Label, string? Value)> Rows(Claim c) =>
        [
            ("kind", "Kind", c.Kind.Words()),
            ("company", "Company", c.Company),
            ("domain", "Website", c.Domain),
            ("country", "Country", c.Country),
            ("contactName", "Contact", c.ContactName),
            ("contactEmail", "Contact’s e-mail", c.ContactEmail),
            ("contactRole", "Contact’s role", c.ContactRole),
            ("problem", "Need", c.Problem),
            ("stage", "Stage", c.Stage?.Words()),
            ("amount", "Value", c.Amount is { } amount ? Ui.Format.Money(amount) : null),
            ("closeDate", "Expected close", c.CloseDate is { } day ? Words.Day(day) : null),
            ("product", "Product", c.Product),
            ("consent", "Consent", c.Consent ? "Yes" : "No"),
            ("incumbent", "Serves them today", c.Incumbent?.Words()),
            ("secondPartner", "Second partner", c.SecondPartner),
            ("secondRole", "Part of the second partner", c.SecondRole?.Words()),
            ("discount", "Discount asked for", c.Discount is { } asked ? PercentText.Words(asked) : null),
            (
                "custom",
                "Further fields",
                c.Custom is { Count: > 0 } custom ? string.Join("; ", custom.Select(v => $"{v.Label}: {v.Shown}")) : null
            ),
        ];
}
