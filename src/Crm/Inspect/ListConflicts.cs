using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Inspect;

/// <summary>Which conflicts are meant; null is every one.</summary>
/// <param name="Field">Its neutral name.</param>
/// <param name="Text">Part of either value, or the CRM's id of the record; in any case.</param>
public sealed record ConflictFilter(
    CrmConnectionId? Connection = null,
    CrmObject? On = null,
    ConflictWinner? Winner = null,
    string? Field = null,
    string? Text = null
);

/// <param name="Total">How many match the filter; <paramref name="All"/> how many there are.</param>
public sealed record ConflictsView(
    int Total,
    int All,
    IReadOnlyList<ConflictLine> Conflicts,
    IReadOnlyList<(CrmObject On, string Field)> Fields,
    IReadOnlyList<ConnectionName> Connections
);

/// <param name="Record">What the record is called; null when the mirror does not hold it.</param>
public sealed record ConflictLine(ConnectionName Connection, string? Record, FieldConflict Conflict);

/// <summary>Who lost which change to whom, over all records and connections, the newest first.</summary>
public sealed class ListConflicts(EntenteDb db, Actor actor)
{
    private const int MostFields = 100;

    /// <param name="page">From 1.</param>
    public async Task<ConflictsView> Run(ConflictFilter filter, int page, int perPage, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is not null)
            return new(0, 0, [], [], []);
        var all = db.Set<ConflictRow>().AsNoTracking();
        var rows = Matching(all, filter);
        var shown = await InspectRecord.Project(
            rows.OrderByDescending(c => c.At).ThenBy(c => c.Id).Skip((Math.Max(1, page) - 1) * perPage).Take(perPage),
            ct
        );
        var names = await RecordNames.Of(db, [.. shown.Select(c => (c.Connection, c.Kind, c.CrmId))], ct);
        var connections = await ConnectionNames.Of(db, ct);
        var fields = await all.Select(c => new { c.Kind, c.Field })
            .Distinct()
            .OrderBy(f => f.Kind)
            .ThenBy(f => f.Field)
            .Take(MostFields)
            .ToListAsync(ct);
        return new ConflictsView(
            await rows.CountAsync(ct),
            await all.CountAsync(ct),
            [
                .. shown.Select(c => new ConflictLine(
                    connections.Single(k => k.Id == c.Connection),
                    names.GetValueOrDefault((c.Connection, c.Kind, c.CrmId)),
                    c
                )),
            ],
            fields.ConvertAll(f => (f.Kind, f.Field)),
            connections
        );
    }

    private static IQueryable<ConflictRow> Matching(IQueryable<ConflictRow> rows, ConflictFilter filter)
    {
        if (filter.Connection is { } connection)
            rows = rows.Where(c => c.ConnectionId == connection);
        if (filter.On is { } on)
            rows = rows.Where(c => c.Kind == on);
        if (filter.Winner is { } winner)
            rows = rows.Where(c => c.Winner == winner);
        if (filter.Field is { } field)
            rows = rows.Where(c => c.Field == field);
        if (filter.Text?.Trim().ToLowerInvariant() is { Length: > 0 } text)
#pragma warning disable CA1862 // the database has no comparison in any case
            rows = rows.Where(c =>
                c.CrmId == filter.Text.Trim()
                || (c.Ours != null && c.Ours.ToLower().Contains(text))
                || (c.Theirs != null && c.Theirs.ToLower().Contains(text))
            );
#pragma warning restore CA1862
        return rows;
    }
}
