using System.Globalization;
using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Apply;
using Entente.Recruitment.Book;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Sort;
using Microsoft.EntityFrameworkCore;
using Candidate = Entente.Recruitment.Model.Candidate;

namespace Entente.Recruitment.Decide;

/// <param name="Seen">The version on the page.</param>
public sealed record CandidateAt(string Number, int Seen);

/// <summary>Staff move a candidate on. Whoever comes second finds what the first did, and is told to look again.</summary>
public sealed class MoveCandidate
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly Workspaces workspaces;
    private readonly RecruitmentShelf shelf;
    private readonly CreatePartner create;
    private readonly AccessApi access;
    private readonly ApplicantMails mails;
    private readonly CrmApi crm;

    internal MoveCandidate(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        Workspaces workspaces,
        RecruitmentShelf shelf,
        CreatePartner create,
        AccessApi access,
        ApplicantMails mails,
        CrmApi crm
    ) =>
        (this.db, this.actor, this.clock, this.workspaces, this.shelf, this.create, this.access, this.mails, this.crm) = (
            db,
            actor,
            clock,
            workspaces,
            shelf,
            create,
            access,
            mails,
            crm
        );

    public Task<Result> Evaluate(CandidateAt at, string? why, CancellationToken ct) =>
        Run(
            at,
            CandidateState.Evaluating,
            async (c, now) =>
            {
                if (Why(why, needed: c.State is CandidateState.Declined, out var words) is { } wrong)
                    return wrong;
                var begins = c.State is CandidateState.Joined ? "Taken up on its own." : "Evaluation begins.";
                c.Evaluate(words.Length == 0 ? begins : words, await Today(now, ct), actor.Person, now);
                return Result.Done;
            },
            ct
        );

    /// <param name="until">A day after today.</param>
    public Task<Result> Postpone(CandidateAt at, string? until, string? why, CancellationToken ct) =>
        Run(
            at,
            CandidateState.NotNow,
            async (c, now) =>
            {
                var noWhy = Why(why, needed: true, out var words);
                var noDay =
                    DateOnly.TryParseExact(
                        TypedText.Line(until),
                        "yyyy-MM-dd",
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var day
                    )
                    && day > await Today(now, ct)
                        ? null
                        : Refusals.NoDay;
                if (Faults.Of(noDay, noWhy) is { } wrong)
                    return wrong;
                c.Postpone(day, words, actor.Person, now);
                return Result.Done;
            },
            ct
        );

    /// <param name="why">For us; never leaves the house.</param>
    /// <param name="outward">What the applicant may read.</param>
    /// <param name="tell">Mail it to the applicant now.</param>
    public Task<Result> Decline(CandidateAt at, DeclineReason? reason, string? why, string? outward, bool tell, CancellationToken ct) =>
        Run(
            at,
            CandidateState.Declined,
            async (c, now) =>
            {
                var noReason = reason is { } known && Enum.IsDefined(known) ? null : Refusals.NoReason;
                // “Another reason” says nothing by itself.
                var noWhy = Why(why, needed: reason is DeclineReason.Other, out var words);
                var noText = Outward(c, outward, tell, out var text);
                if (Faults.Of(noReason, noWhy, noText) is { } wrong)
                    return wrong;
                c.Decline(reason!.Value, words, text, actor.Person, now);
                if (tell)
                    await Mail(c, text, now, ct);
                return Result.Done;
            },
            ct
        );

    /// <summary>Mails the outward text of a decline that was made before, by a rule or by somebody.</summary>
    public Task<Result> TellDecline(CandidateAt at, string? outward, CancellationToken ct) =>
        Run(
            at,
            null,
            async (c, now) =>
            {
                if (c.State is not CandidateState.Declined)
                    return Refusals.Stale;
                if (c.DeclineMailedAt is not null)
                    return Refusals.Told;
                if (Outward(c, outward, tell: true, out var text) is { } wrong)
                    return wrong;
                await Mail(c, text, now, ct);
                return Result.Done;
            },
            ct
        );

    public Task<Result> Assign(CandidateAt at, PersonId? owner, CancellationToken ct) =>
        Run(
            at,
            null,
            async (c, now) =>
            {
                if (c.Owner == owner)
                    return Result.Done;
                var name = "nobody";
                if (owner is { } one)
                {
                    var member = (await access.Staff(ct)).FirstOrDefault(m => m.Person.Id == one);
                    if (member is null || !member.Permissions.Contains(Permissions.DecideRecruitment))
                        return Refusals.NoOwner;
                    name = member.Person.Name;
                }
                c.Own(owner, actor.Person, $"Looked after by {name}.", now);
                return Result.Done;
            },
            ct
        );

    /// <summary>
    /// Makes it a partner, in the same commit. Refused below the threshold, and with an incomplete scorecard, without a written reason.
    /// </summary>
    /// <param name="invite">Its contact becomes the admin of the new partner's team.</param>
    /// <param name="bare">Without its domain, which is another partner's by now.</param>
    public async Task<Result<PartnerId>> Accept(CandidateAt at, string? why, bool invite, bool bare, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var found = await db.Set<Candidate>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == at.Number, ct);
        if (found is null)
            return Refusals.None;
        var input = await Partner(found, bare, ct);
        await using var desk = await CandidateDesk.Take(db, at.Number, [.. CreatePartner.Locks(input), "person:" + found.ContactEmail], ct);
        if (desk is not { Candidate: { } candidate })
            return Refusals.None;
        if (candidate.Version != at.Seen)
            return Refusals.Stale;
        if (!CandidateStates.MayFollow(candidate.State, CandidateState.Accepted))
            return Refusals.MayNotFollow(candidate.State, CandidateState.Accepted);
        var (now, book) = (clock.GetUtcNow(), await shelf.InForce(ct));
        var total = Fit.Total(await ScoreCandidate.Of(db, candidate.Id, ct), book.Book.Weights);
        var threshold = book.Book.ThresholdOf(candidate.Type);
        if (Why(why, needed: false, out var words) is { } wrong)
            return wrong;
        if (words.Length == 0 && Fit.NeedsReason(total, threshold))
            return Refusals.NeedsWhy(total.Complete);
        var partner = await create.Stage(input, ct);
        if (!partner.Ok)
            return partner.Problem.Fields?.ContainsKey("domains") is true ? Refusals.NoDomain(partner.Problem) : partner.Problem;
        if (invite)
        {
            if (candidate.ContactEmail.Length == 0)
                return Problem.Invalid("recruitment.no_contact", "invite", "There is no contact to invite.");
            var joined = await access.AddPartnerPerson(partner.Value, candidate.ContactEmail, candidate.ContactName, PartnerRole.Admin, ct);
            if (!joined.Ok)
                return Problem.Invalid(
                    "recruitment.contact",
                    "invite",
                    joined.Problem.Fields?.Values.FirstOrDefault() ?? joined.Problem.Message
                );
        }
        candidate.Accept(
            partner.Value,
            total.Value,
            threshold,
            book.Number,
            words.Length == 0 ? $"Total {BookRules.Text(total.Value!.Value)}, threshold {BookRules.Text(threshold)}." : words,
            actor.Person,
            now
        );
        await mails.Accepted(candidate, invite, ct);
        await desk.Save(ct);
        return partner.Value;
    }

    private async Task<NewPartner> Partner(Candidate c, bool bare, CancellationToken ct)
    {
        // As lists of sites are today, the workspace's and ours: a domain that proves nothing by now makes nobody a dead end.
        var proves = Domain.OfCompany(c.Domain) is not null && Domain.OfCompany(c.Domain, await crm.Sites(ct)) is not null;
        // Who left looks after nobody.
        var owner = (await access.Staff(ct)).Any(m => m.Person.Id == c.Owner) ? c.Owner : null;
        return new(
            c.Company,
            c.Type,
            PartnerTier.Registered,
            PartnerStatus.Onboarding,
            proves && !bare ? [c.Domain] : [],
            c.Region.Length > 0 ? c.Region : Short(RecruitmentLooks.Country(c.Country)),
            Manager: owner ?? actor.Person,
            Submission: c.Id.Value
        );
    }

    private static string Short(string name) => name[..Math.Min(name.Length, RecruitmentModel.LongestWord)];

    private async Task Mail(Candidate c, string text, DateTimeOffset now, CancellationToken ct)
    {
        c.MailDecline(text, now);
        await mails.Declined(c, text, ct);
    }

    private static Problem? Outward(Candidate c, string? typed, bool tell, out string text)
    {
        text = TypedText.Lines(typed);
        if (text.Length > RecruitmentModel.LongestText || (tell && text.Length == 0))
            return Refusals.NoOutward;
        return tell && c.ContactEmail.Length == 0 ? Refusals.NoAddress : null;
    }

    private static Problem? Why(string? typed, bool needed, out string words)
    {
        words = TypedText.Line(typed);
        if (words.Length > RecruitmentModel.LongestWhy)
            return Refusals.LongWhy;
        return needed && words.Length == 0 ? Refusals.NoWhy : null;
    }

    private async Task<DateOnly> Today(DateTimeOffset now, CancellationToken ct) => (await workspaces.Get(db.Workspace, ct)).DayOf(now);

    private async Task<Result> Run(
        CandidateAt at,
        CandidateState? to,
        Func<Candidate, DateTimeOffset, Task<Result>> act,
        CancellationToken ct
    )
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var desk = await CandidateDesk.Take(db, at.Number, ct);
        if (desk is not { Candidate: { } candidate })
            return Refusals.None;
        if (candidate.Version != at.Seen)
            return Refusals.Stale;
        if (to is { } next && !CandidateStates.MayFollow(candidate.State, next))
            return Refusals.MayNotFollow(candidate.State, next);
        var done = await act(candidate, clock.GetUtcNow());
        if (done.Ok)
            await desk.Save(ct);
        return done;
    }
}
