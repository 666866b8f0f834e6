using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations.Contests;

namespace Entente.Conflicts.Watch;

/// <summary>A person said of two companies that they are the same or not, or took it back: the watch looks at their claims with that.</summary>
[JobName("conflicts.companies_judged")]
internal sealed record LookAtJudged(string Left, string Right);

/// <summary>In a job of its own: what it changes about a case waits for whoever has the case in hand.</summary>
internal sealed class HearOfVerdicts(EntenteDb db, Docket docket, ClaimContests contests, CrmApi crm, TimeProvider clock)
    : IHandle<CompaniesJudged>,
        IJob<LookAtJudged>
{
    public Task Handle(CompaniesJudged what, Telling telling, CancellationToken ct)
    {
        db.Enqueue(new LookAtJudged(what.Left, what.Right));
        return Task.CompletedTask;
    }

    public async Task<JobOutcome> Run(LookAtJudged payload, CancellationToken ct)
    {
        await using var held = await db.Hold([CaseDesk.WatchKey], ct);
        string[] marks = [payload.Left, payload.Right];
        var accounts = await crm.Accounts([.. marks.Select(CompanyMark.Account).OfType<AccountId>()], ct);
        var keys = accounts
            .SelectMany(a => ClaimContests.KeysOf(a.Name, a.Domain))
            .Concat(marks.Select(CompanyMark.ClaimName).OfType<string>().Where(n => n.Length > 0).Select(n => "name:" + n))
            .ToHashSet(StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        await docket.Look([.. (await contests.On(keys, ct)).Where(c => c.Stands).Select(c => c.Id)], [], [], now, ct);
        await db.SaveChangesAsync(ct);
        await docket.CloseEmpty(now, ct);
        await held.Save(ct);
        return JobOutcome.Done;
    }
}
