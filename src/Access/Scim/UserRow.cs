using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Access.Model;
using Entente.Access.Scim.Filter;
using Entente.Access.Scim.Model;
using Entente.Access.Scim.Patch;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim;

/// <summary>A member as their directory sees them. Members whom the directory never named are there too, under their mail address: so it finds them.</summary>
internal sealed class UserRow
{
    public required MembershipId Id { get; init; }
    public required Platform.Values.PersonId Person { get; init; }
    public required string Email { get; init; }
    public required string UserName { get; init; }
    public required string DisplayName { get; init; }
    public string? ExternalId { get; init; }
    public string? GivenName { get; init; }
    public string? FamilyName { get; init; }
    public string? Formatted { get; init; }
    public string? Title { get; init; }
    public required bool Active { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Changed { get; init; }

    /// <summary>What may be filtered and sorted by.</summary>
    public static FilterQuery<UserRow> Columns { get; } =
        new(
            new Dictionary<string, ScimColumn<UserRow>>(StringComparer.Ordinal)
            {
                ["id"] = FilterQuery<UserRow>.Id(r => r.Id, g => new MembershipId(g)),
                ["username"] = FilterQuery<UserRow>.Text(r => r.UserName),
                ["externalid"] = FilterQuery<UserRow>.Text(r => r.ExternalId, exact: true),
                ["displayname"] = FilterQuery<UserRow>.Text(r => r.DisplayName),
                ["title"] = FilterQuery<UserRow>.Text(r => r.Title),
                ["name.formatted"] = FilterQuery<UserRow>.Text(r => r.Formatted),
                ["name.givenname"] = FilterQuery<UserRow>.Text(r => r.GivenName),
                ["name.familyname"] = FilterQuery<UserRow>.Text(r => r.FamilyName),
                ["emails"] = FilterQuery<UserRow>.Text(r => r.Email),
                ["emails.value"] = FilterQuery<UserRow>.Text(r => r.Email),
                ["emails.type"] = FilterQuery<UserRow>.Text(r => "work"),
                ["emails.primary"] = FilterQuery<UserRow>.Flag(r => true),
                ["active"] = FilterQuery<UserRow>.Flag(r => r.Active),
                ["meta.created"] = FilterQuery<UserRow>.Time(r => r.Created),
                ["meta.lastmodified"] = FilterQuery<UserRow>.Time(r => r.Changed),
            }
        );

    /// <summary>The people of this directory's side, without those it deleted.</summary>
    public static IQueryable<UserRow> Of(EntenteDb db, DirectoryVisit directory) =>
        from m in db.Set<Membership>().AsNoTracking()
        join p in db.Set<Person>() on m.PersonId equals p.Id
        join u in db.Set<DirectoryUser>() on m.Id equals u.MembershipId into said
        from u in said.DefaultIfEmpty()
        where m.Side == directory.Side && m.PartnerId == directory.Partner
        where u == null || u.DeletedAt == null
        select new UserRow
        {
            Id = m.Id,
            Person = p.Id,
            Email = p.Email,
            UserName = u == null ? p.Email : u.UserName,
            DisplayName = u == null || u.DisplayName == null ? p.Name : u.DisplayName,
            ExternalId = u == null ? null : u.ExternalId,
            GivenName = u == null ? null : u.GivenName,
            FamilyName = u == null ? null : u.FamilyName,
            Formatted = u == null ? null : u.Formatted,
            Title = u == null ? null : u.Title,
            Active = m.Active,
            Created = u == null ? m.Since : u.CreatedAt,
            Changed = u == null ? m.Since : u.ChangedAt,
        };

    public JsonObject Body(string location, IEnumerable<(string Id, string Name)> groups)
    {
        var body = new JsonObject
        {
            ["schemas"] = new JsonArray(ResourceShape.UserSchema),
            ["id"] = Id.Value.ToString("D"),
            ["userName"] = UserName,
            ["displayName"] = DisplayName,
            ["active"] = Active,
            ["emails"] = new JsonArray(
                new JsonObject
                {
                    ["value"] = Email,
                    ["type"] = "work",
                    ["primary"] = true,
                }
            ),
        };
        Add(body, "externalId", ExternalId);
        Add(body, "title", Title);
        var name = new JsonObject();
        Add(name, "formatted", Formatted);
        Add(name, "givenName", GivenName);
        Add(name, "familyName", FamilyName);
        if (name.Count > 0)
            body["name"] = name;
        var all = new JsonArray();
        foreach (var (id, display) in groups)
            all.Add(
                new JsonObject
                {
                    ["value"] = id,
                    ["display"] = display,
                    ["type"] = "direct",
                }
            );
        if (all.Count > 0)
            body["groups"] = all;
        body["meta"] = Meta("User", Created, Changed, location);
        return body;
    }

    public static JsonObject Meta(string type, DateTimeOffset created, DateTimeOffset changed, string location) =>
        new()
        {
            ["resourceType"] = type,
            ["created"] = Time(created),
            ["lastModified"] = Time(changed),
            ["location"] = location,
        };

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Add(JsonObject body, string name, string? value)
    {
        if (value is not null)
            body[name] = value;
    }
}
