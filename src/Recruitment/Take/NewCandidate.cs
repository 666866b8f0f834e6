using Entente.Access;
using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Ui;
using WebHost = Entente.Platform.Matching.Domain;

namespace Entente.Recruitment.Take;

/// <summary>A candidate as somebody typed it, on the open form or as staff; anything may be missing or wrong.</summary>
public sealed record CandidateInput(
    string? Company,
    string? Site,
    string? Country,
    string? Type,
    string? Segment,
    string? Region,
    string? TheyGive,
    string? WeGive,
    string? ContactName,
    string? ContactEmail,
    string? ContactPhone,
    string? Words,
    string? SubmissionId
);

/// <summary>A candidate that can be taken.</summary>
/// <param name="Domain">Of the site or the address; empty: none that is a company's.</param>
/// <param name="Host">Of the open form: where the address is; empty: typed by staff.</param>
internal sealed record NewCandidate(
    string Company,
    string Site,
    string Domain,
    string Country,
    PartnerType Type,
    string Segment,
    string Region,
    string TheyGive,
    string WeGive,
    string ContactName,
    string ContactEmail,
    string ContactPhone,
    string Words,
    CandidateSource Source,
    string Host,
    string? SubmissionId
)
{
    /// <param name="applied">By the company itself: then it is reached by an address and says what it brings.</param>
    /// <param name="sites">What the workspace says of sites that prove nothing.</param>
    /// <param name="wrong">What cannot be taken, by field.</param>
    public static NewCandidate Read(
        CandidateInput input,
        bool applied,
        CandidateSource source,
        SiteList sites,
        Dictionary<string, string> wrong
    )
    {
        var email = Line(input.ContactEmail, "contactEmail").ToLowerInvariant();
        var site = Line(input.Site, "site");
        var known = Enum.TryParse<PartnerType>(input.Type, out var type) && Enum.IsDefined(type);
        var candidate = new NewCandidate(
            Line(input.Company, "company", RecruitmentModel.LongestCompany),
            site,
            (WebHost.OfCompany(site, sites) ?? WebHost.OfCompany(email, sites))?.Value ?? "",
            Countries.Code(input.Country) ?? "",
            type,
            Line(input.Segment, "segment", RecruitmentModel.LongestWord),
            Line(input.Region, "region", RecruitmentModel.LongestWord),
            Text(input.TheyGive, "theyGive"),
            Text(input.WeGive, "weGive"),
            Line(input.ContactName, "contactName"),
            email,
            Line(input.ContactPhone, "contactPhone", RecruitmentModel.LongestWord),
            Text(input.Words, "words"),
            source,
            applied ? WebHost.Of(email)?.Value ?? Tail(email) : "",
            TypedText.Token(input.SubmissionId, RecruitmentModel.LongestSubmission)
        );
        if (candidate.Company.Length == 0)
            wrong["company"] = "Name the company.";
        if (site.Length > 0 && !WebHost.TryParse(site, out _))
            wrong["site"] = "This is no web address, such as kestrelquay.example.";
        if (candidate.Country.Length == 0)
            wrong["country"] = "Choose the country, such as Germany or DE.";
        if (!known)
            wrong["type"] = "Choose what kind of partner it would be.";
        if (applied && candidate.TheyGive.Length == 0)
            wrong["theyGive"] = "Say in a few words what you would bring.";
        if (
            (applied || email.Length > 0 || candidate.ContactName.Length > 0)
            && AccessApi.WhyNotPerson(email, candidate.ContactName) is { } who
        )
            foreach (var (field, why) in who.Fields!)
                wrong.TryAdd(field is "name" ? "contactName" : "contactEmail", why);
        return candidate;

        string Line(string? typed, string field, int longest = RecruitmentModel.LongestLine)
        {
            var text = TypedText.Line(typed);
            if (text.Length > longest)
                wrong[field] = $"Keep it within {longest} characters.";
            return text;
        }

        string Text(string? typed, string field)
        {
            var text = TypedText.Lines(typed);
            if (text.Length > RecruitmentModel.LongestText)
                wrong[field] = $"Keep it within {Format.Number(RecruitmentModel.LongestText)} characters.";
            return text;
        }
    }

    private static string Tail(string email) => email[(email.LastIndexOf('@') + 1)..];
}
