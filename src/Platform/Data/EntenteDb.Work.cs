using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Platform.Data;

// Work that a save sets in motion: events for who hears them, jobs, and their lines on the due-list.
public sealed partial class EntenteDb
{
    /// <summary>Wakes the worker: what was staged is committed.</summary>
    internal void Told()
    {
        if (staged)
            signal.Pulse();
        staged = false;
    }

    internal Guid Stage<TPayload>(TPayload payload, DateTimeOffset? due, bool crowd)
        where TPayload : notnull
    {
        var now = clock.GetUtcNow();
        var job = new Job
        {
            Id = Guid.CreateVersion7(now),
            Name = JobNameAttribute.Of(payload.GetType()),
            Payload = Json.Write(payload),
            EnqueuedAt = now,
            By = Acting.Person ?? Acting.OnBehalfOf,
            Correlation = Acting.Correlation,
        };
        Add(job);
        Due("job:" + job.Name, job.Id, due ?? now, crowd);
        return job.Id;
    }

    /// <summary>The one line of such jobs with this key: made, or called for again.</summary>
    internal async Task StageOnce<TPayload>(TPayload payload, string key, CancellationToken ct)
        where TPayload : notnull
    {
        if (Database.CurrentTransaction is null)
            throw new InvalidOperationException("A job is enqueued once in the transaction that makes it necessary: Hold first.");
        var (name, now) = (JobNameAttribute.Of(payload.GetType()), clock.GetUtcNow().ToUniversalTime());
        var free = await this.Read(
            """
            with kept as (
              insert into job (workspace_id, id, name, payload, enqueued_at, by, correlation) values ($1, $2, $3, $4, $5, $6, $7)
              on conflict do nothing
            )
            insert into due_item as d (workspace_id, id, kind, due_at, stands_at, attempts) values ($1, $2, 'job:' || $3, $5, $5, 0)
            on conflict (workspace_id, id, kind) do update
              set due_at = least(d.due_at, excluded.due_at), stands_at = least(d.stands_at, excluded.stands_at), attempts = 0
            returning d.lease is null
            """,
            r => r.GetBoolean(0),
            ct,
            Acting.Workspace.Value,
            JobId.Of(Acting.Workspace, name, key),
            name,
            Json.Write(payload),
            now,
            (Acting.Person ?? Acting.OnBehalfOf)?.Value,
            Acting.Correlation
        );
        // Whoever runs it now finds it again when that run ends; nobody else need be woken.
        staged |= free[0];
    }

    /// <summary>Lines of such jobs, as far as they are on the list, are called for again.</summary>
    internal async Task StageAgain(string name, IReadOnlyCollection<Guid> jobs, CancellationToken ct)
    {
        if (jobs.Count == 0)
            return;
        // In one order: two who call for the same ones would wait for each other.
        var called = await this.Write(
            """
            update due_item d set due_at = least(d.due_at, $4), stands_at = least(d.stands_at, $4), attempts = 0
              from (select id from due_item where workspace_id = $1 and kind = 'job:' || $2 and id = any($3) order by id for update) t
             where d.workspace_id = $1 and d.kind = 'job:' || $2 and d.id = t.id
            """,
            ct,
            Acting.Workspace.Value,
            name,
            jobs.Distinct().ToArray(),
            clock.GetUtcNow().ToUniversalTime()
        );
        staged |= called > 0;
    }

    internal void Requeue(WorkspaceId workspace, Guid id, string kind, DateTimeOffset at)
    {
        if (workspace != Workspace)
            throw new WorkspaceFenceException(nameof(DueItem));
        Due(kind, id, at);
    }

    private void Tell(IEvent what, int version, DateTimeOffset now)
    {
        var name = EventNameAttribute.Of(what.GetType());
        var told = new OutboxEvent
        {
            Id = Guid.CreateVersion7(now),
            Name = name.Name,
            Shape = name.Version,
            SubjectKind = what.Subject.Kind,
            SubjectId = what.Subject.Id,
            SubjectVersion = version,
            Payload = Json.Write(what),
            At = now,
            By = Acting.Person ?? Acting.OnBehalfOf,
            Correlation = Acting.Correlation,
        };
        Add(told);
        foreach (var handler in work.HandlersOf(name.Name))
            Due("event:" + handler, told.Id, now);
    }

    private void Due(string kind, Guid id, DateTimeOffset at, bool crowd = false)
    {
        Add(
            new DueItem
            {
                WorkspaceId = Acting.Workspace,
                Id = id,
                Kind = kind,
                DueAt = at,
                StandsAt = crowd ? at + DueList.Courtesy : at,
            }
        );
        staged = true;
    }
}
