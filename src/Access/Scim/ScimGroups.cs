using System.Text.Json.Nodes;
using Entente.Access.Model;
using Entente.Access.Scim.Filter;
using Entente.Access.Scim.Model;
using Entente.Access.Scim.Patch;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim;

/// <summary>The groups of a directory. A group has a role only once somebody here gave it one.</summary>
internal sealed class ScimGroups(EntenteDb db, DirectoryDoor door, ScimAddresses addresses, GiveRoles roles, TimeProvider clock)
    : IScimResources
{
    private const int LongestName = 200;

    public string Path => "Groups";

    private DirectoryVisit Directory => door.Visit!;

    public async Task<Result<ScimFound>> Get(string id, CancellationToken ct) =>
        await Row(id, ct) is { } group ? (await Found([group], true, ct))[0] : ScimFaults.Gone;

    public async Task<Result<ScimPage>> List(ScimAsked asked, CancellationToken ct)
    {
        var sought = Columns().Asked(Own().AsNoTracking(), asked);
        if (!sought.Ok)
            return sought.Problem;
        var rows = sought.Value.Rows;
        var total = await rows.CountAsync(ct);
        var sorted =
            rows is IOrderedQueryable<DirectoryGroup> by && asked.SortBy is not null ? by.ThenBy(r => r.Id) : rows.OrderBy(r => r.Id);
        var page = asked.Count == 0 ? [] : await sorted.Skip(asked.StartIndex - 1).Take(asked.Count).ToListAsync(ct);
        return new ScimPage(total, await Found(page, asked.Parts.Wants("members"), ct));
    }

    public async Task<Result<ScimFound>> Create(JsonObject body, CancellationToken ct)
    {
        DirectoryGroup group;
        await using (var held = await db.Hold([ScimUsers.Lock(Directory)], ct))
        {
            group = DirectoryGroup.Of(Directory.Id, clock.GetUtcNow());
            if (await Say(group, ResourceShape.Group.Tidy(body), [], ct) is { } fault)
                return fault;
            db.Add(group);
            await held.Save(ct);
        }
        return await Get(group.Id.Value.ToString("D"), ct);
    }

    public Task<Result<ScimFound>> Replace(string id, JsonObject body, string? condition, CancellationToken ct) =>
        Change(id, condition, _ => ResourceShape.Group.Tidy(body), ct);

    public Task<Result<ScimFound>> Patch(string id, JsonObject body, string? condition, CancellationToken ct) =>
        Change(id, condition, present => ResourcePatch.Apply(ResourceShape.Group.Tidy(present), body, ResourceShape.Group), ct);

    public async Task<Result> Delete(string id, string? condition, CancellationToken ct)
    {
        await using var held = await db.Hold([ScimUsers.Lock(Directory)], ct);
        if (await Row(id, ct) is not { } group)
            return ScimFaults.Gone;
        if (!(await Found([group], true, ct))[0].Is(condition))
            return ScimFaults.Stale;
        var members = await db.Set<DirectoryGroupMember>().Where(m => m.GroupId == group.Id).ToListAsync(ct);
        db.RemoveRange(members);
        db.Remove(group);
        await roles.To(Directory, [.. members.Select(m => m.MembershipId)], without: group.Id, ct: ct);
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<Result<ScimFound>> Change(
        string id,
        string? condition,
        Func<JsonObject, Result<JsonObject>> to,
        CancellationToken ct
    )
    {
        await using (var held = await db.Hold([ScimUsers.Lock(Directory)], ct))
        {
            if (await Row(id, ct) is not { } group)
                return ScimFaults.Gone;
            var present = (await Found([group], true, ct))[0];
            if (!present.Is(condition))
                return ScimFaults.Stale;
            var wanted = to(present.Body);
            if (!wanted.Ok)
                return wanted.Problem;
            var before = await db.Set<DirectoryGroupMember>().Where(m => m.GroupId == group.Id).ToListAsync(ct);
            if (await Say(group, wanted.Value, before, ct) is { } fault)
                return fault;
            await held.Save(ct);
        }
        return await Get(id, ct);
    }

    private async Task<Problem?> Say(
        DirectoryGroup group,
        JsonObject body,
        IReadOnlyList<DirectoryGroupMember> before,
        CancellationToken ct
    )
    {
        if (
            body["displayName"] is not JsonValue said
            || !said.TryGetValue<string>(out var name)
            || name.Trim().Length is 0 or > LongestName
        )
            return ScimFaults.Value($"displayName is missing: one line of at most {LongestName} characters.");
        var key = name.Trim().ToLowerInvariant();
        if (await Own().AnyAsync(g => g.NameKey == key && g.Id != group.Id, ct))
            return ScimFaults.Taken("There is a group with this displayName in this directory.");
        if (Members(body) is not { } ids)
            return ScimFaults.Value("Each of members has the id of a user as its value.");
        var known = await UserRow.Of(db, Directory).Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(ct);
        if (known.Count < ids.Count)
            return ScimFaults.Value("One of members is no user of this directory.");

        var (now, was) = (clock.GetUtcNow(), before.Select(m => m.MembershipId).ToHashSet());
        var external = body["externalId"] is JsonValue given && given.TryGetValue<string>(out var text) ? text : null;
        if (group.DisplayName != name.Trim() || group.ExternalId != external)
            group.Say(name.Trim(), external, now);
        foreach (var gone in before.Where(m => !ids.Contains(m.MembershipId)))
            db.Remove(gone);
        foreach (var come in ids.Where(i => !was.Contains(i)))
            db.Add(new DirectoryGroupMember { GroupId = group.Id, MembershipId = come });
        var moved = ids.Except(was).Concat(was.Except(ids)).ToList();
        if (moved.Count > 0)
            group.Touch(now);
        await roles.To(Directory, moved, now: (group, ids), ct: ct);
        return null;
    }

    private static HashSet<MembershipId>? Members(JsonObject body)
    {
        var ids = new HashSet<MembershipId>();
        foreach (var member in body["members"] as JsonArray ?? [])
            if (member?["value"] is JsonValue value && value.TryGetValue<string>(out var text) && Guid.TryParse(text, out var id))
                ids.Add(new(id));
            else
                return null;
        return ids;
    }

    private IQueryable<DirectoryGroup> Own()
    {
        var directory = Directory.Id;
        return db.Set<DirectoryGroup>().Where(g => g.DirectoryId == directory);
    }

    private async Task<DirectoryGroup?> Row(string id, CancellationToken ct) =>
        Guid.TryParse(id, out var read) ? await Own().SingleOrDefaultAsync(g => g.Id == new DirectoryGroupId(read), ct) : null;

    private async Task<IReadOnlyList<ScimFound>> Found(IReadOnlyList<DirectoryGroup> groups, bool withMembers, CancellationToken ct)
    {
        var ids = groups.Select(g => g.Id).ToList();
        var members = !withMembers
            ? null
            : (
                await db.Set<DirectoryGroupMember>()
                    .Where(m => ids.Contains(m.GroupId))
                    .Join(
                        UserRow.Of(db, Directory),
                        m => m.MembershipId,
                        r => r.Id,
                        (m, r) =>
                            new
                            {
                                m.GroupId,
                                r.Id,
                                r.DisplayName,
                            }
                    )
                    .OrderBy(m => m.Id)
                    .ToListAsync(ct)
            ).ToLookup(m => m.GroupId);
        var (found, root) = (new List<ScimFound>(), await addresses.Root(ct));
        foreach (var group in groups)
        {
            var location = $"{root}Groups/{group.Id.Value:D}";
            var body = new JsonObject
            {
                ["schemas"] = new JsonArray(ResourceShape.GroupSchema),
                ["id"] = group.Id.Value.ToString("D"),
                ["displayName"] = group.DisplayName,
            };
            if (group.ExternalId is { } external)
                body["externalId"] = external;
            if (members is not null)
            {
                var all = new JsonArray();
                foreach (var member in members[group.Id])
                    all.Add(
                        new JsonObject
                        {
                            ["value"] = member.Id.Value.ToString("D"),
                            ["display"] = member.DisplayName,
                            ["type"] = "User",
                        }
                    );
                body["members"] = all;
            }
            body["meta"] = UserRow.Meta("Group", group.CreatedAt, group.ChangedAt, location);
            found.Add(new(group.Id.Value.ToString("D"), body, location));
        }
        return found;
    }

    private FilterQuery<DirectoryGroup> Columns() =>
        new(
            new Dictionary<string, ScimColumn<DirectoryGroup>>(StringComparer.Ordinal)
            {
                ["id"] = FilterQuery<DirectoryGroup>.Id(g => g.Id, g => new DirectoryGroupId(g)),
                ["displayname"] = FilterQuery<DirectoryGroup>.Text(g => g.DisplayName),
                ["externalid"] = FilterQuery<DirectoryGroup>.Text(g => g.ExternalId, exact: true),
                ["members"] = new(null, OfMember, g => db.Set<DirectoryGroupMember>().Any(m => m.GroupId == g.Id)),
                ["members.value"] = new(null, OfMember, g => db.Set<DirectoryGroupMember>().Any(m => m.GroupId == g.Id)),
                ["meta.created"] = FilterQuery<DirectoryGroup>.Time(g => g.CreatedAt),
                ["meta.lastmodified"] = FilterQuery<DirectoryGroup>.Time(g => g.ChangedAt),
            }
        );

    private System.Linq.Expressions.Expression<Func<DirectoryGroup, bool>>? OfMember(CompareOp op, ScimValue value)
    {
        var id = Guid.TryParse(value.Text, out var read) ? new MembershipId(read) : default;
        return op is CompareOp.Eq ? g => db.Set<DirectoryGroupMember>().Any(m => m.GroupId == g.Id && m.MembershipId == id) : null;
    }
}
