using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Plans.Model;

/// <summary>A template as it was published; the newest of its motion counts. 1 is what every workspace starts with, and has no row.</summary>
[Subject("plan_template")]
internal sealed class TemplateVersion : Published<PlanTemplate>
{
    private TemplateVersion() { }

    private TemplateVersion(int number, PlanTemplate template, PersonId? by, DateTimeOffset now)
        : base(number, template, by, now) { }

    public PlanMotion Motion { get; private init; }

    public static TemplateVersion Publish(int number, PlanTemplate template, PersonId? by, DateTimeOffset now) =>
        new(number, template, by, now) { Motion = template.Motion };
}
