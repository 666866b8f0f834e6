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
    public Task<(Origin Origin, string Payload)> Job(Claim claim, CancellationToken ct) =>
        Read("select enqueued_at, by, correlation, payload from job where workspace_id = $1 and id = $2", claim, ct);

    /// <summary>
    /// Strikes the line off, notes that the handler has dealt with the event, both in the transaction of what the handler is about to do, and says what
    /// the event was. Null: there is nothing to do, because it was dealt with before, or because the claim was lost and another worker has it. Whoever
    /// takes the same event up at the same time waits here for the first one's end.
    /// </summary>
    public static async Task<(Origin Origin, string Payload)?> TakeUp(
        EntenteDb db,
        Claim claim,
        string handler,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var taken = await db.Read(
            """
            with struck as (delete from due_item where workspace_id = $1 and id = $2 and kind = $3 and lease = $4 returning workspace_id, id),
            noted as (
              insert into handled_event (workspace_id, event_id, handler, at) select workspace_id, id, $5, $6 from struck
              on conflict do nothing returning workspace_id, event_id
            )
            select e.at, e.by, e.correlation, e.payload::text
              from noted n left join outbox_event e on e.workspace_id = n.workspace_id and e.id = n.event_id
            """,
            row => row.IsDBNull(0) ? throw Nothing(claim) : Paper(row),
            ct,
            claim.Workspace.Value,
            claim.Id,
            claim.Kind,
            claim.Lease,
            handler,
            now.ToUniversalTime()
        );
        return taken is [var paper] ? paper : null;
    }

    private async Task<(Origin Origin, string Payload)> Read(string sql, Claim claim, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = FencedSql.Fenced(connection, claim.Workspace, sql, [claim.Workspace.Value, claim.Id]);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        if (!await reader.ReadAsync(ct))
            throw Nothing(claim);
        return Paper(reader);
    }

    private static (Origin Origin, string Payload) Paper(NpgsqlDataReader row)
    {
        PersonId? by = row.IsDBNull(1) ? null : new(row.GetGuid(1));
        return (new(row.GetFieldValue<DateTimeOffset>(0), by, row.GetString(2)), row.GetString(3));
    }

    private static InvalidOperationException Nothing(Claim claim) => new($"Nothing is kept of {claim.Kind} {claim.Id}.");
}
