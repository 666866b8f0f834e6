using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Plans.Model;

/// <summary>A template as it was published; the newest of its motion counts. 1 is what every workspace starts with, and has no row.</summary>
[Subject("plan_template")]
internal sealed class TemplateVersion : Entity
{
    private TemplateVersion() { }

    public PlanMotion Motion { get; private init; }

    /// <summary>2, 3, …</summary>
    public int Number { get; private init; }
    public string Json { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset PublishedAt { get; private init; }

    public static TemplateVersion Publish(int number, PlanTemplate template, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Motion = template.Motion,
            Number = number,
            Json = Platform.Jobs.Json.Write(template),
            By = by,
            PublishedAt = now,
        };

    public PlanTemplate Read() => Platform.Jobs.Json.Read<PlanTemplate>(Json);
}
