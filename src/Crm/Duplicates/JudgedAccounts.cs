using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;

namespace Entente.Crm.Duplicates;

/// <summary>Somebody judged two accounts: what they touch is looked at anew.</summary>
internal sealed class JudgedAccounts(EntenteDb db) : IHandle<CompaniesJudged>
{
    public Task Handle(CompaniesJudged what, Telling telling, CancellationToken ct)
    {
        if (CompanyMark.Account(what.Left) is { } left && CompanyMark.Account(what.Right) is { } right)
            db.Enqueue(new FindDuplicatesAround([left.Value, right.Value]));
        return Task.CompletedTask;
    }
}

[JobName("crm.find_duplicates_around")]
internal sealed record FindDuplicatesAround(IReadOnlyList<Guid> Accounts);

internal sealed class RunFindDuplicatesAround(FindDuplicates find, TimeProvider clock) : IJob<FindDuplicatesAround>
{
    public async Task<JobOutcome> Run(FindDuplicatesAround payload, CancellationToken ct)
    {
        await find.Around(payload.Accounts, clock.GetUtcNow(), ct);
        return JobOutcome.Done;
    }
}
