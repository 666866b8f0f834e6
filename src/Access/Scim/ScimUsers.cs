using System.Text.Json.Nodes;
using Entente.Access.Model;
using Entente.Access.Scim.Model;
using Entente.Access.Scim.Patch;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim;

/// <summary>The users of a directory: the members of its side of this workspace.</summary>
internal sealed class ScimUsers(EntenteDb db, DirectoryDoor door, ScimAddresses addresses, WriteUser write) : IScimResources
{
    public string Path => "Users";

    private DirectoryVisit Directory => door.Visit!;

    public async Task<Result<ScimFound>> Get(string id, CancellationToken ct) =>
        await Row(id, ct) is { } row ? (await Found([row], ct))[0] : ScimFaults.Gone;

    public async Task<Result<ScimPage>> List(ScimAsked asked, CancellationToken ct)
    {
        var sought = UserRow.Columns.Asked(UserRow.Of(db, Directory), asked);
        if (!sought.Ok)
            return sought.Problem;
        var rows = sought.Value.Rows;
        var total = await rows.CountAsync(ct);
        var sorted = rows is IOrderedQueryable<UserRow> by && asked.SortBy is not null ? by.ThenBy(r => r.Id) : rows.OrderBy(r => r.Id);
        var page = asked.Count == 0 ? [] : await sorted.Skip(asked.StartIndex - 1).Take(asked.Count).ToListAsync(ct);
        return new ScimPage(total, await Found(page, ct));
    }

    public async Task<Result<ScimFound>> Create(JsonObject body, CancellationToken ct)
    {
        var input = UserInput.Read(ResourceShape.User.Tidy(body));
        if (!input.Ok)
            return input.Problem;
        var made = await write.Create(Directory, input.Value, ct);
        return made.Ok ? await Get(made.Value.Value.ToString("D"), ct) : made.Problem;
    }

    public Task<Result<ScimFound>> Replace(string id, JsonObject body, string? condition, CancellationToken ct) =>
        Change(id, condition, _ => ResourceShape.User.Tidy(body), ct);

    public Task<Result<ScimFound>> Patch(string id, JsonObject body, string? condition, CancellationToken ct) =>
        Change(id, condition, present => ResourcePatch.Apply(ResourceShape.User.Tidy(present), body, ResourceShape.User), ct);

    public async Task<Result> Delete(string id, string? condition, CancellationToken ct)
    {
        await using var held = await db.Hold([Lock(Directory)], ct);
        if (await Row(id, ct) is not { } row)
            return ScimFaults.Gone;
        if (!(await Found([row], ct))[0].Is(condition))
            return ScimFaults.Stale;
        var done = await write.Delete(Directory, row.Id, ct);
        if (done.Ok)
            await held.Save(ct);
        return done;
    }

    /// <summary>One directory changes one thing at a time: what is compared with a condition is what is changed.</summary>
    internal static string Lock(DirectoryVisit directory) => $"directory:{directory.Id.Value:N}";

    private async Task<Result<ScimFound>> Change(
        string id,
        string? condition,
        Func<JsonObject, Result<JsonObject>> to,
        CancellationToken ct
    )
    {
        await using (var held = await db.Hold([Lock(Directory)], ct))
        {
            if (await Row(id, ct) is not { } row)
                return ScimFaults.Gone;
            var present = (await Found([row], ct))[0];
            if (!present.Is(condition))
                return ScimFaults.Stale;
            var wanted = to(present.Body);
            if (!wanted.Ok)
                return wanted.Problem;
            var input = UserInput.Read(wanted.Value);
            if (!input.Ok)
                return input.Problem;
            var done = await write.Change(Directory, row.Id, input.Value, ct);
            if (!done.Ok)
                return done.Problem;
            await held.Save(ct);
        }
        return await Get(id, ct);
    }

    private async Task<UserRow?> Row(string id, CancellationToken ct) =>
        Guid.TryParse(id, out var read)
            ? await UserRow.Of(db, Directory).SingleOrDefaultAsync(r => r.Id == new MembershipId(read), ct)
            : null;

    private async Task<IReadOnlyList<ScimFound>> Found(IReadOnlyList<UserRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var groups = (
            await db.Set<DirectoryGroupMember>()
                .Where(m => ids.Contains(m.MembershipId))
                .Join(
                    db.Set<DirectoryGroup>(),
                    m => m.GroupId,
                    g => g.Id,
                    (m, g) =>
                        new
                        {
                            m.MembershipId,
                            g.Id,
                            g.DisplayName,
                        }
                )
                .OrderBy(g => g.DisplayName)
                .ThenBy(g => g.Id)
                .ToListAsync(ct)
        ).ToLookup(g => g.MembershipId, g => (g.Id.Value.ToString("D"), g.DisplayName));
        var root = await addresses.Root(ct);
        return
        [
            .. rows.Select(r =>
            {
                var location = $"{root}Users/{r.Id.Value:D}";
                return new ScimFound(r.Id.Value.ToString("D"), r.Body(location, groups[r.Id]), location);
            }),
        ];
    }
}

/// <summary>The absolute addresses of resources.</summary>
internal sealed class ScimAddresses(Actor actor, Workspaces workspaces, PublicAddress address)
{
    /// <summary>With a slash at its end.</summary>
    public async Task<string> Root(CancellationToken ct) => address.Of($"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/scim/v2/");
}
