using System.Net.Mail;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Partners.Rules;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads;

/// <summary>A lead as somebody typed it; anything may be missing or wrong.</summary>
public sealed record LeadInput(
    string? Company,
    string? Domain,
    string? ContactName,
    string? ContactEmail,
    string? ContactRole,
    string? Country,
    string? Region,
    string? Motion,
    string? Product,
    string? Amount,
    string? Note,
    string? Source,
    string? SubmissionId
);

/// <summary>A lead that can be taken.</summary>
internal sealed record NewLead(
    string Company,
    string Domain,
    string ContactName,
    string ContactEmail,
    string ContactRole,
    string Country,
    string Region,
    Motion? Motion,
    string Product,
    Money? Amount,
    string Note,
    string Source,
    string? SubmissionId
)
{
    /// <param name="wrong">What cannot be taken, by field.</param>
    public static NewLead Read(LeadInput input, string currency, Dictionary<string, string> wrong)
    {
        var lead = new NewLead(
            Line(input.Company, "company"),
            Line(input.Domain, "domain"),
            Line(input.ContactName, "contactName"),
            Line(input.ContactEmail, "contactEmail"),
            Line(input.ContactRole, "contactRole"),
            Countries.Code(input.Country) ?? "",
            Line(input.Region, "region", BookCheck.LongestWord),
            Enum.TryParse<Motion>(input.Motion, out var motion) && Enum.IsDefined(motion) ? motion : null,
            Line(input.Product, "product"),
            LeadAmount.Read(input.Amount, currency, "amount", wrong),
            TypedText.Lines(input.Note),
            Line(input.Source, "source", BookCheck.LongestWord),
            TypedText.Token(input.SubmissionId, 80)
        );
        if (lead.Company.Length == 0)
            wrong["company"] = "Name the company.";
        if (lead.Country.Length == 0)
            wrong["country"] = "Choose the country: it decides who can have it.";
        if (lead.ContactEmail.Length > 0 && !(MailAddress.TryCreate(lead.ContactEmail, out var mail) && mail.Address == lead.ContactEmail))
            wrong["contactEmail"] = "This is no mail address.";
        if (lead.Note.Length > LeadsModel.LongestNote)
            wrong["note"] = $"Keep it within {Format.Number(LeadsModel.LongestNote)} characters.";
        return lead;

        string Line(string? typed, string field, int longest = LeadsModel.LongestLine)
        {
            var text = TypedText.Line(typed);
            if (text.Length > longest)
                wrong[field] = $"Keep it within {longest} characters.";
            return text;
        }
    }
}

/// <summary>Amounts as people type them.</summary>
internal static class LeadAmount
{
    private const decimal Most = 100_000_000_000m;

    public static Money? Read(string? typed, string currency, string field, Dictionary<string, string> wrong) =>
        Major(typed, field, wrong) is { } major ? Money.FromMajor(major, currency) : null;

    public static decimal? Major(string? typed, string field, Dictionary<string, string> wrong)
    {
        var text = TypedText.Line(typed).Replace(",", "", StringComparison.Ordinal);
        if (text.Length == 0)
            return null;
        if (
            decimal.TryParse(
                text,
                System.Globalization.NumberStyles.AllowDecimalPoint,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
            && number < Most
        )
            return number;
        wrong[field] = "Write a number, such as 84000.";
        return null;
    }
}
