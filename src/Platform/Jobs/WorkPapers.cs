using Entente.Platform.Data;
using Entente.Platform.Values;
using Npgsql;

namespace Entente.Platform.Jobs;

/// <summary>Who set a piece of work in motion, and when.</summary>
internal sealed record Origin(DateTimeOffset At, PersonId? By, string Correlation);

/// <summary>
/// What a line of the due-list stands for, read from behind the fence. By hand: every run begins here, and it needs no context of its own
/// before it is known in whose name the run acts.
/// </summary>
internal sealed class WorkPapers(NpgsqlDataSource database)
{
    public Task<(Origin Origin, string Payload)> Event(Claim claim, CancellationToken ct) =>
        Read("select at, by, correlation, payload::text from outbox_event where workspace_id = $1 and id = $2", claim, ct);

    public Task<(Origin Origin, string Payload)> Job(Claim claim, CancellationToken ct) =>
        Read("select enqueued_at, by, correlation, payload from job where workspace_id = $1 and id = $2", claim, ct);

    /// <summary>
    /// Strikes the line off and notes that the handler has dealt with the event, both in the transaction of what the handler is about to do.
    /// False: there is nothing to do, because it was dealt with before, or because the claim was lost and another worker has it. Whoever
    /// takes the same event up at the same time waits here for the first one's end.
    /// </summary>
    public async Task<bool> TakeUp(EntenteDb db, Claim claim, string handler, DateTimeOffset now, CancellationToken ct) =>
        await db.Write(
            """
            with struck as (delete from due_item where workspace_id = $1 and id = $2 and kind = $3 and lease = $4 returning workspace_id, id)
            insert into handled_event (workspace_id, event_id, handler, at) select workspace_id, id, $5, $6 from struck
            on conflict do nothing
            """,
            ct,
            claim.Workspace.Value,
            claim.Id,
            claim.Kind,
            claim.Lease,
            handler,
            now.ToUniversalTime()
        ) == 1;

    private async Task<(Origin Origin, string Payload)> Read(string sql, Claim claim, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = FencedSql.Fenced(connection, claim.Workspace, sql, [claim.Workspace.Value, claim.Id]);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct))
            throw new InvalidOperationException($"Nothing is kept of {claim.Kind} {claim.Id}.");
        PersonId? by = reader.IsDBNull(1) ? null : new(reader.GetGuid(1));
        return (new(reader.GetFieldValue<DateTimeOffset>(0), by, reader.GetString(2)), reader.GetString(3));
    }
}
