using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Crm.Lanes;

/// <summary>A slice of the budget that a process asks for.</summary>
/// <param name="Want">Calls, at most.</param>
/// <param name="Reserve">Calls that must be left to lanes above the one that asks.</param>
internal readonly record struct SliceAsked(double Burst, double PerSecond, double Want, double Reserve);

/// <param name="Granted">Calls; zero: ask again after <paramref name="Wait"/>.</param>
/// <param name="Today">Calls that all processes together were granted on the running day (UTC).</param>
internal readonly record struct SliceGranted(long Granted, TimeSpan Wait, long Today);

/// <summary>Takes a slice of what all processes of an installation may call together.</summary>
internal delegate Task<SliceGranted> TakeSlice(SliceAsked asked, CancellationToken ct);

/// <summary>
/// One bucket per connection, in the database and on the database's clock. A process takes calls from it by the slice, so that several
/// processes together never exceed the share, at one round trip to the database for several calls to the CRM.
/// </summary>
internal sealed class BudgetLeases(IServiceScopeFactory scopes)
{
    public TakeSlice Of(WorkspaceId workspace, CrmConnectionId connection) => (asked, ct) => Take(workspace, connection, asked, ct);

    private async Task<SliceGranted> Take(WorkspaceId workspace, CrmConnectionId connection, SliceAsked asked, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Crm));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        while (true)
        {
            var rows = await db.Read(
                """
                with held as (
                  select tokens, filled_at, day, calls, clock_timestamp() as now, (clock_timestamp() at time zone 'UTC')::date as today
                    from crm_budget where connection_id = $1 for update
                ), filled as (
                  select h.*, least($2, h.tokens + greatest(0, extract(epoch from h.now - h.filled_at)) * $3)::float8 as there from held h
                ), slice as (
                  select f.*, greatest(0, least($4, floor(f.there - $5)))::bigint as granted from filled f
                )
                update crm_budget b
                   set tokens = s.there - s.granted, filled_at = s.now, day = s.today,
                       calls = case when b.day = s.today then b.calls else 0 end + s.granted
                  from slice s where b.connection_id = $1
                returning s.granted, s.there, b.calls
                """,
                r => (Granted: r.GetInt64(0), There: r.GetDouble(1), Today: r.GetInt64(2)),
                ct,
                connection.Value,
                asked.Burst,
                asked.PerSecond,
                asked.Want,
                asked.Reserve
            );
            if (rows is [var slice])
            {
                var lacking = Math.Max(0, asked.Reserve + 1 - slice.There);
                return new(slice.Granted, slice.Granted > 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(lacking / asked.PerSecond), slice.Today);
            }
            await db.Write(
                """
                insert into crm_budget (workspace_id, connection_id, tokens, filled_at, day, calls)
                values ($1, $2, $3, clock_timestamp(), (clock_timestamp() at time zone 'UTC')::date, 0)
                on conflict do nothing
                """,
                ct,
                workspace.Value,
                connection.Value,
                asked.Burst
            );
        }
    }
}
