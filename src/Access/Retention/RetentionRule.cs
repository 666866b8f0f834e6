using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Retention;

internal readonly record struct RetentionRuleId(Guid Value) : ITypedId<RetentionRuleId>
{
    public static RetentionRuleId From(Guid value) => new(value);
}

/// <summary>How long this workspace keeps one kind of thing, where it is not as proposed.</summary>
[Subject("retention_rule")]
internal sealed class RetentionRule : Entity
{
    private RetentionRule() { }

    public RetentionRuleId Id { get; private init; }
    public string Kind { get; private init; } = "";
    public int Days { get; private set; }
    public bool On { get; private set; }
    public PersonId? SetBy { get; private set; }
    public DateTimeOffset SetAt { get; private set; }

    public static RetentionRule Of(string kind, DateTimeOffset now) => new() { Id = Ids.New<RetentionRuleId>(now), Kind = kind };

    public void Become(int days, bool on, PersonId? by, DateTimeOffset now) => (Days, On, SetBy, SetAt) = (days, on, by, now);

    public static void Map(ModelBuilder model) =>
        model.Entity<RetentionRule>(r =>
        {
            r.HasKey(x => new { x.WorkspaceId, x.Id });
            r.HasIndex(x => new { x.WorkspaceId, x.Kind }).IsUnique();
            r.Property(x => x.Kind).HasMaxLength(60);
        });
}
