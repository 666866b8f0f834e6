using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Book;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Microsoft.EntityFrameworkCore;
using Candidate = Entente.Recruitment.Model.Candidate;

namespace Entente.Recruitment.Show;

/// <summary>One step, with names.</summary>
/// <param name="By">Null: Entente, or the applicant.</param>
public sealed record StepLine(CandidateState From, CandidateState To, string Why, string? By, DateTimeOffset At);

public sealed record ScoreLine(FitCriterion Criterion, int Value, string Note, string By, bool Mine);

/// <summary>Another application of the same company.</summary>
/// <param name="Contact">Name and address of whoever wrote it; empty: nobody is known.</param>
public sealed record OtherApplication(CandidateId Id, string Number, CandidateState State, string Contact, DateTimeOffset ReceivedAt);

/// <summary>One candidate as staff see it.</summary>
/// <param name="Seen">Its version, which forms carry.</param>
/// <param name="Known">What the CRM knows of its domain: names, and whether they are customers.</param>
/// <param name="Others">Applications that joined it, with whoever wrote them.</param>
/// <param name="Same">Further candidates of the same domain, the newest first: what was declined before, what came after.</param>
/// <param name="Holder">While it is evaluated: the partner that has its domain by now.</param>
public sealed record CandidateView(
    CandidateId Id,
    string Number,
    int Seen,
    CandidateState State,
    DateTimeOffset Since,
    string Company,
    IReadOnlyList<(string Label, string Value)> Facts,
    string ContactEmail,
    string ContactName,
    PersonId? Owner,
    string? OwnerName,
    DateOnly? RevisitOn,
    DeclineReason? Reason,
    string Outward,
    DateTimeOffset? DeclineMailedAt,
    PartnerId? Partner,
    string? PartnerName,
    string? JoinedTo,
    IReadOnlyList<OtherApplication> Others,
    IReadOnlyList<OtherApplication> Same,
    string? Holder,
    DateTimeOffset? ConsentAt,
    FitTotal Fit,
    decimal? Total,
    decimal Threshold,
    RecruitmentBook Book,
    IReadOnlyList<ScoreLine> Scores,
    IReadOnlyList<StepLine> Steps,
    IReadOnlyList<(string Name, bool Customer, string Url)> Known
);

/// <summary>Loads one candidate with its scorecard, its history and what else is known of the company.</summary>
public sealed class CandidateQuery(EntenteDb db, Actor actor, AccessApi access, PartnersApi partners, CrmApi crm, RecruitmentShelf shelf)
{
    private const int MostSame = 20;

    /// <returns>Null: there is none, or none for whoever acts.</returns>
    public async Task<CandidateView?> Load(string number, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRecruitment))
            return null;
        var c = await db.Set<Candidate>().AsNoTracking().Include(x => x.Steps).SingleOrDefaultAsync(x => x.Number == number, ct);
        if (c is null)
            return null;
        var scores = await db.Set<CandidateScore>().AsNoTracking().Where(s => s.CandidateId == c.Id).ToListAsync(ct);
        var people = await access.People(
            [.. c.Steps.Select(s => s.By).Append(c.Owner).Append(c.AddedBy).OfType<PersonId>(), .. scores.Select(s => s.By)],
            ct
        );
        var book = (await shelf.InForce(ct)).Book;
        var first = c.JoinedTo is { } to
            ? await db.Set<Candidate>().Where(x => x.Id == to).Select(x => (string?)x.Number).SingleOrDefaultAsync(ct)
            : null;
        var others = await Lines(db.Set<Candidate>().Where(x => x.JoinedTo == c.Id).OrderBy(x => x.ReceivedAt), ct);
        var same =
            c.Domain.Length == 0
                ? []
                : await Lines(
                    db.Set<Candidate>()
                        .Where(x => x.Domain == c.Domain && x.Id != c.Id && x.JoinedTo != c.Id && x.Id != c.JoinedTo)
                        .OrderByDescending(x => x.ReceivedAt)
                        .Take(MostSame),
                    ct
                );
        return new(
            c.Id,
            c.Number,
            c.Version,
            c.State,
            c.Since,
            c.Company,
            [.. Facts(c).Where(f => f.Value.Length > 0)],
            c.ContactEmail,
            c.ContactName,
            c.Owner,
            Name(c.Owner),
            c.RevisitOn,
            c.Reason,
            c.Outward,
            c.DeclineMailedAt,
            c.Partner,
            c.Partner is { } partner ? (await partners.Get(partner, ct))?.Name : null,
            first,
            others,
            same,
            c.State is CandidateState.Evaluating ? (await partners.ByDomain(c.Domain, ct))?.Name : null,
            c.ConsentAt,
            Fit.Total([.. scores.Select(s => new FitScore(s.Criterion, s.Value))], book.Weights),
            c.Total,
            c.Threshold ?? book.ThresholdOf(c.Type),
            book,
            [
                .. scores
                    .OrderBy(s => s.Criterion)
                    .ThenBy(s => s.At)
                    .Select(s => new ScoreLine(s.Criterion, s.Value, s.Note, Name(s.By) ?? "Somebody", s.By == actor.Person)),
            ],
            [
                .. c
                    .Steps.OrderByDescending(s => s.At)
                    .ThenByDescending(s => s.Id.Value)
                    .Select(s => new StepLine(s.From, s.To, s.Why, Name(s.By), s.At)),
            ],
            await KnownInCrm(c, ct)
        );

        string? Name(PersonId? id) => id is { } one ? people.GetValueOrDefault(one)?.Name ?? "Somebody" : null;
    }

    private static async Task<IReadOnlyList<OtherApplication>> Lines(IQueryable<Candidate> rows, CancellationToken ct) =>
        [
            .. (
                await rows.Select(x => new
                    {
                        x.Id,
                        x.Number,
                        x.State,
                        x.ContactName,
                        x.ContactEmail,
                        x.ReceivedAt,
                    })
                    .ToListAsync(ct)
            ).Select(x => new OtherApplication(
                x.Id,
                x.Number,
                x.State,
                string.Join(", ", new[] { x.ContactName, x.ContactEmail }.Where(t => t.Length > 0)),
                x.ReceivedAt
            )),
        ];

    private async Task<IReadOnlyList<(string Name, bool Customer, string Url)>> KnownInCrm(Candidate c, CancellationToken ct) =>
        Domain.TryParse(c.Domain, out var domain)
            ? [.. (await crm.AccountsWithDomain(domain, ct)).Where(a => !a.Deleted).Select(a => (a.Name, a.IsCustomer, a.Url))]
            : [];

    private static IEnumerable<(string Label, string Value)> Facts(Candidate c) =>
        [
            ("Website", c.Site),
            ("Country", RecruitmentLooks.Country(c.Country)),
            ("Would be", c.Type.Words()),
            ("Region", c.Region),
            ("Segment", c.Segment),
            ("They bring", c.TheyGive),
            ("They look for", c.WeGive),
            ("Contact", c.ContactName),
            ("E-mail", c.ContactEmail),
            ("Phone", c.ContactPhone),
            ("In their words", c.Words),
            ("Came", c.Source.Words()),
        ];
}
