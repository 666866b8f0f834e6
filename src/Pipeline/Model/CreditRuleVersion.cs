using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Pipeline.Model;

internal readonly record struct CreditRuleVersionId(Guid Value) : ITypedId<CreditRuleVersionId>
{
    public static CreditRuleVersionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>By which rule deals are credited, as the workspace published it. The newest one of a motion counts; without one, the workspace's.</summary>
[Subject("credit_rule")]
internal sealed class CreditRuleVersion : Published<CreditRule>, IMotionVersion<CreditRule>
{
    private CreditRuleVersion() { }

    private CreditRuleVersion(int number, CreditRule rule, PersonId? by, DateTimeOffset now)
        : base(number, rule, by, now) { }

    public CreditRuleVersionId Id { get; private init; }

    /// <summary>Empty: of every motion that has none of its own.</summary>
    public string Motion { get; private init; } = "";

    public static CreditRuleVersion Publish(string motion, int number, CreditRule rule, PersonId? by, DateTimeOffset now)
    {
        var version = new CreditRuleVersion(number, rule, by, now) { Id = Ids.New<CreditRuleVersionId>(now), Motion = motion };
        version.Announce(new CreditRulePublished(version.Id.Value, motion));
        return version;
    }
}
