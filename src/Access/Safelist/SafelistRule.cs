using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

internal readonly record struct SafelistRuleId(Guid Value) : ITypedId<SafelistRuleId>
{
    public static SafelistRuleId From(Guid value) => new(value);
}

/// <summary>A workspace's own word on one field, for everybody outside or for those who match; overrides the catalogue's preset.</summary>
[Subject("safelist_rule")]
internal sealed class SafelistRule : Entity
{
    private SafelistRule() { }

    public SafelistRuleId Id { get; private init; }
    public string Object { get; private init; } = "";
    public string Field { get; private init; } = "";

    // "" stands for any: a null would let the unique key hold the same rule twice.
    public string PartnerType { get; private init; } = "";
    public string Tier { get; private init; } = "";
    public string Role { get; private init; } = "";
    public string Region { get; private init; } = "";
    public Visibility Visibility { get; private set; }

    public static SafelistRule Of(FieldRule rule, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<SafelistRuleId>(now),
            Object = rule.Object,
            Field = rule.Field,
            PartnerType = rule.Who.PartnerType ?? "",
            Tier = rule.Who.Tier ?? "",
            Role = rule.Who.Role ?? "",
            Region = rule.Who.Region ?? "",
            Visibility = rule.Visibility,
        };

    public void Set(Visibility visibility) => Visibility = visibility;

    public FieldRule Rule => new(Object, Field, new(Any(PartnerType), Any(Tier), Any(Role), Any(Region)), Visibility);

    private static string? Any(string text) => text.Length == 0 ? null : text;

    public static void Map(ModelBuilder model) =>
        model.Entity<SafelistRule>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Id });
            r.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.Object,
                    x.Field,
                    x.PartnerType,
                    x.Tier,
                    x.Role,
                    x.Region,
                })
                .IsUnique();
            r.Ignore(x => x.Rule);
        });
}
