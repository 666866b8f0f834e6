using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Registrations.Decide;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Judge;

/// <summary>Somebody judged two companies, here or among the duplicates: every open claim that it concerns is assessed anew.</summary>
internal sealed class FollowVerdicts(EntenteDb db, CrmApi crm) : IHandle<CompaniesJudged>
{
    private const int Most = 500;

    public async Task Handle(CompaniesJudged what, Telling telling, CancellationToken ct)
    {
        string[] marks = [what.Left, what.Right];
        var accounts = await crm.Accounts([.. marks.Select(CompanyMark.Account).OfType<AccountId>()], ct);
        var keys = accounts
            .SelectMany(a => ClaimKeys.OfAccount(a.Name, a.Domain))
            .Concat(
                marks.Select(CompanyMark.ClaimName).OfType<string>().Where(n => n.Length > 0).Select(n => new ClaimKey(ClaimKey.Name, n))
            )
            .ToList();
        var (domains, names) = (Of(keys, ClaimKey.Domain), Of(keys, ClaimKey.Name));
        var found = await db.Set<RegistrationKey>()
            .Where(k => (k.Kind == ClaimKey.Domain && domains.Contains(k.Value)) || (k.Kind == ClaimKey.Name && names.Contains(k.Value)))
            .Select(k => k.RegistrationId)
            .Distinct()
            .ToListAsync(ct);
        var open = await db.Set<Registration>()
            .Where(r => found.Contains(r.Id))
            .Where(r =>
                r.State == RegistrationState.InReview
                || r.State == RegistrationState.NeedsInfo
                || r.State == RegistrationState.Approved
                || r.State == RegistrationState.Converted
            )
            .OrderBy(r => r.ClaimedAt)
            .Select(r => r.Id)
            .Take(Most)
            .ToListAsync(ct);
        foreach (var id in open)
            db.Enqueue(new AssessAgain(id));
    }

    private static List<string> Of(List<ClaimKey> keys, string kind) =>
        [.. keys.Where(k => k.Kind == kind).Select(k => k.Value).Distinct()];
}

/// <summary>A claim is assessed anew, because somebody said more about its company.</summary>
[JobName("registrations.assess_again")]
internal sealed record AssessAgain(RegistrationId Registration);

/// <summary>Keeps by which keys the claim is found, and a trace of what the rules make of it now. May run again: it comes to the same.</summary>
internal sealed class RunAssessAgain(EntenteDb db, TimeProvider clock, ClaimWorld world) : IJob<AssessAgain>
{
    public async Task<JobOutcome> Run(AssessAgain payload, CancellationToken ct)
    {
        var number = await db.Set<Registration>().Where(r => r.Id == payload.Registration).Select(r => r.Number).SingleAsync(ct);
        // Under the keys that it has by the list of today as well: two that come to share one cannot both be clear.
        var said = await db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Id == payload.Registration, ct);
        var claim = ClaimWorld.ByList(said.AsClaim(), await world.Sites(ct));
        await using var desk = await Desk.Take(db, number, ct, claim.Keys);
        if (desk is not { Registration: var registration })
            return JobOutcome.Done;
        var (now, terms) = (clock.GetUtcNow(), await world.Terms(ct));
        if (await world.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct) is not { } known)
            return JobOutcome.Done;
        registration.KnownBy(known.Claim);
        registration.AlsoKnownBy(known.AlsoKeys);
        if (registration.State is RegistrationState.InReview or RegistrationState.NeedsInfo)
        {
            var facts = known with
            {
                Holding = await world.Holding(registration.PartnerId, terms.Policy, now, ct, except: registration.Id),
            };
            db.Add(AssessmentTrace.Of(registration, "judge", Assessment.Of(facts, terms, now), facts));
            // What a person said may have been all that the policy waited for.
            if (registration.State is RegistrationState.InReview && terms.Policy.DecidesByItself)
                db.Enqueue(new DecideByPolicy(registration.Id), terms.Policy.Delay.After(registration.SubmittedAt, registration.Id));
        }
        await desk.Save(ct);
        return JobOutcome.Done;
    }
}
