using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Registrations.Evidence;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Entente.Registrations.Submit;
using Entente.Ui.Parts;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Review;

/// <summary>Reads a registration for whoever decides it; the rules run again, so that the page shows what holds now.</summary>
public sealed partial class ReviewQuery(
    EntenteDb db,
    ClaimWorld world,
    PartnersApi partners,
    AccessApi access,
    CrmApi crm,
    CrmOwners owners,
    ReviewMoreQuery more,
    ReviewRouteQuery routes,
    ListFiles files,
    TimeProvider clock
)
{
    public async Task<ReviewView?> Load(string number, CancellationToken ct)
    {
        var registration = await db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Questions)
            .Include(r => r.Steps)
            .Include(r => r.Versions)
            .Include(r => r.Extensions)
            .Include(r => r.Appeals)
            .Include(r => r.Challenges)
            .Include(r => r.Signatures)
            .AsSplitQuery()
            .SingleOrDefaultAsync(r => r.Number == number, ct);
        if (registration is null)
            return null;
        var now = clock.GetUtcNow();
        var terms = await world.Terms(ct);
        var holding = await world.Holding(registration.PartnerId, terms.Policy, now, ct, except: registration.Id);
        var known = (await world.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct))!;
        var facts = await Named(known with { Holding = holding }, ct);
        var assessment = Assessment.Of(facts, terms, now);
        var view = Of(registration, facts, assessment, terms, now);
        var people = await access.People(
            registration
                .Steps.Select(s => s.By)
                .Concat(registration.Appeals.Select(a => a.AgainstBy))
                .Append(registration.SubmittedBy)
                .OfType<Platform.Values.PersonId>(),
            ct
        );
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        var (previous, next, place) = await Neighbours(registration, ct);
        var writes = await crm.Writes(registration.Id.Subject, ct);
        return view with
        {
            Partner = new(partner.Id, partner.Name, partner.Tier.Words(), partner.Type.Words()),
            Submitter = registration.SubmittedBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
            Steps =
            [
                .. registration
                    .Steps.OrderByDescending(s => s.At)
                    .ThenByDescending(s => s.Position)
                    .Select(s => Step(s, s.By is { } who ? people.GetValueOrDefault(who)?.Name : null)),
            ],
            Crm = CrmTrouble.Of(
                writes,
                await crm.Connection(ct),
                wanted: registration is { State: RegistrationState.Approved, AnnouncedAt: not null }
                    && registration.State.Stands(registration.Protection)
            ),
            WrittenTo = writes.Count > 0 ? writes[^1].Connection : null,
            Route = await routes.Of(registration, assessment, terms.Calendar.DateAt(now), ct),
            More = more.Of(registration, holding, terms, now, who => people.GetValueOrDefault(who)?.Name),
            Previous = previous,
            Next = next,
            Place = place,
            Files = await files.Of(number, ct),
        };
    }

    // The same facts, with each owner in the CRM named as the person here that they are. Only for whoever looks: an assessment asks the
    // same number of questions whatever it finds.
    private async Task<ClaimFacts> Named(ClaimFacts facts, CancellationToken ct)
    {
        var accounts = await crm.Accounts([.. facts.Candidates.Select(c => new AccountId(c.AccountId))], ct);
        var people = await owners.People(
            [
                .. accounts.Where(a => a.OwnerId is not null).Select(a => (a.Connection, a.OwnerId!)),
                .. facts
                    .Opportunities.Select(o => o.OwnerKey)
                    .Concat(facts.Leads.Select(l => l.OwnerKey))
                    .OfType<OwnerKey>()
                    .Select(k => (k.Connection, k.Owner)),
            ],
            ct
        );
        var judges = await access.People([.. facts.Candidates.Select(c => c.Said?.By).OfType<Platform.Values.PersonId>()], ct);
        var byAccount = accounts.ToDictionary(
            a => a.Id.Value,
            a => a.OwnerId is { } id && people.TryGetValue((a.Connection, id), out var person) ? person.Name : a.OwnerName
        );
        return facts with
        {
            Candidates =
            [
                .. facts.Candidates.Select(c =>
                    c with
                    {
                        Owner = byAccount.GetValueOrDefault(c.AccountId),
                        Said = c.Said is { By: { } who } said ? said with { Name = judges.GetValueOrDefault(who)?.Name } : c.Said,
                    }
                ),
            ],
            Leads =
            [
                .. facts.Leads.Select(l =>
                    l.OwnerKey is { } key && people.TryGetValue((key.Connection, key.Owner), out var person)
                        ? l with
                        {
                            Owner = person.Name,
                        }
                        : l
                ),
            ],
            Opportunities =
            [
                .. facts.Opportunities.Select(o =>
                    o.OwnerKey is { } key && people.TryGetValue((key.Connection, key.Owner), out var person)
                        ? o with
                        {
                            Owner = person.Name,
                        }
                        : o
                ),
            ],
        };
    }

    private static ReviewView Of(Registration r, ClaimFacts facts, Assessment assessment, Terms terms, DateTimeOffset now)
    {
        var decisionClock = r.Clock(terms.Calendar);
        var ruling = Rivalry.Of(facts, r.ClaimedAt, r.NextStepAt, terms, now);
        terms = terms.For(Segment.Of(facts));
        var keeps =
            r.StandsAs is not null && r.ReviewCause is ReviewCause.Changed && !ClaimChanges.OtherCustomer(r.AsApproved(), r.AsClaim());
        var window = Rules.Protection.Open(terms.Policy.WindowDays(r.Kind), terms.Policy, terms.Calendar, now);
        return new(r.Number, r.Version, r.Id)
        {
            Company = r.Company,
            Domain = r.Domain,
            Country = r.Country is { } code ? RegisterForm.Countries.FirstOrDefault(c => c.Value == code)?.Label ?? code : null,
            Contact = string.Join(", ", new[] { r.ContactName, r.ContactRole, r.ContactEmail }.OfType<string>()),
            Problem = r.Problem,
            Stage = r.Stage?.Words(),
            Product = r.Product,
            Amount = r.Amount,
            CloseDate = r.CloseDate,
            Kind = r.Kind.Words(),
            Further = ReviewFurther.Of(r, facts.Claim.Sites),
            StateWords = r.State.Words(),
            StateTone = StatusQuery.Tone(r.State),
            CanDecide = r.State is RegistrationState.InReview,
            SubmittedAt = r.SubmittedAt,
            ReviewFrom = r.ReviewFrom,
            Clock = new(
                r.DueAt,
                r.Questions.SingleOrDefault(q => q.AnsweredAt is null)?.AskedAt,
                decisionClock.Left(now),
                decisionClock.Promise,
                r.DecidedAt
            ),
            PolicyVersion = assessment.PolicyVersion,
            CheckedAt = assessment.At,
            Findings = [.. assessment.Findings.Select(f => Shown(f, assessment.PolicyVersion))],
            Terms = ReviewTerm.Of(assessment.Own, terms.Version),
            Automatic = Automatic.Of(assessment, assessment.Own, ruling).Words,
            Blocked =
                assessment.Findings.Any(f => f.Severity is Severity.Block) || (ruling?.Leader is { } leader && leader != ruling.First),
            Suggestion = $"{Suggested(assessment.Suggestion)}: {char.ToLowerInvariant(assessment.Why[0])}{assessment.Why[1..]}.",
            Candidates =
            [
                .. facts.Candidates.Select(c => new ReviewCandidate(
                    c.AccountId,
                    c.Name,
                    c.Domain,
                    c.CrmUrl,
                    c.Percent,
                    c.Certain,
                    c.IsCustomer,
                    c.Judged,
                    c.Because ?? string.Join("; ", c.Reasons),
                    c.Owner,
                    c.Said is { } said ? ReviewCandidates.Words(said, terms) : null,
                    c.Said?.At is not null
                )),
            ],
            Ruling = ruling is null ? null : Shown(ruling),
            Days = terms.Policy.WindowDays(r.Kind),
            AppealDays = terms.Policy.Appeals.WindowDays,
            Told = Told(r, terms, now),
            ApprovalWords = keeps
                ? $"The protection runs on as it is, until {ClaimWords.LastDay(r.ProtectedUntil!.Value, terms.Zone)}."
                : $"Protected until {ClaimWords.LastDay(window.End, terms.Zone)}. Holds only if the first meeting is on record by {ClaimWords.LastDay(window.HoldBy, terms.Zone)}.{(window.Evidence.Days > 0 ? $" {RuleValues.Decays(window.Evidence)}." : "")}",
            Prices = ReviewPrices.Granted(r, assessment.Own.Prices, keeps, terms, now),
            Asked = ReviewPrices.Asked(r, assessment.Own.Prices),
            KeepsWindow = keeps,
            PartnerReads =
            [
                keeps
                    ? $"Approved. {r.Company} is yours until {ClaimWords.LastDay(r.ProtectedUntil!.Value, terms.Zone)}."
                    : ClaimWords.Approved(r.Company, window.End, window.HoldBy, terms.Zone),
                .. ClaimWords.WithDecision(assessment.Findings).Select(t => $"If declined, besides your reason: {t}"),
            ],
            Protection = r.ProtectedFrom is { } from ? (from, r.ProtectedUntil!.Value.AddTicks(-1)) : null,
        };
    }

    // J and K: the others that wait, by their clock.
    private async Task<(string?, string?, string?)> Neighbours(Registration r, CancellationToken ct)
    {
        var waiting = await db.Set<Registration>()
            .Where(x => x.State == RegistrationState.InReview)
            .OrderBy(x => x.DueAt)
            .ThenBy(x => x.Number)
            .Take(200)
            .Select(x => x.Number)
            .ToListAsync(ct);
        var at = waiting.IndexOf(r.Number);
        return at < 0
            ? (null, waiting.FirstOrDefault(), null)
            : (waiting.ElementAtOrDefault(at - 1), waiting.ElementAtOrDefault(at + 1), $"{at + 1} of {waiting.Count}");
    }
}
