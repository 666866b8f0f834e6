using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

/// <summary>A published policy. Which one is in force is <see cref="PolicyTimeline"/>'s.</summary>
[Subject("policy_version")]
internal sealed class PolicyVersion : Published<Policy>
{
    private PolicyVersion() { }

    private PolicyVersion(int number, Policy policy, PersonId? by, DateTimeOffset now)
        : base(number, policy, by, now) { }

    public PolicyVersionId Id { get; private init; }
    public string Note { get; private init; } = "";

    /// <summary>From when on it counts; may lie ahead.</summary>
    public DateTimeOffset InForceFrom { get; private init; }

    public static PolicyVersion Publish(int number, Policy policy, string note, PersonId? by, DateTimeOffset now, DateTimeOffset from) =>
        new(number, policy, by, now)
        {
            Id = Ids.New<PolicyVersionId>(now),
            Note = note,
            InForceFrom = from,
        };
}

/// <summary>The policy that somebody prepares: one a workspace, changed until it is published or thrown away.</summary>
[Subject("policy_draft")]
internal sealed class PolicyDraft : Entity
{
    private PolicyDraft() { }

    public PolicyDraftId Id { get; private init; }

    /// <summary>The version that it was begun from.</summary>
    public int BasedOn { get; private set; }
    public string Json { get; private set; } = "";
    public PersonId? By { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static PolicyDraft Begin(int basedOn, Policy policy, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<PolicyDraftId>(now),
            BasedOn = basedOn,
            Json = Platform.Jobs.Json.Write(policy),
            By = by,
            ChangedAt = now,
        };

    /// <summary>Carries on as it is after a newer version: whoever does this has seen what the draft changes of that one.</summary>
    public void CarryOn(int newest, PersonId? by, DateTimeOffset now) => (BasedOn, By, ChangedAt) = (newest, by, now);

    public void Change(Policy policy, PersonId? by, DateTimeOffset now) =>
        (Json, By, ChangedAt) = (Platform.Jobs.Json.Write(policy), by, now);

    public Policy Read() => Platform.Jobs.Json.Read<Policy>(Json);
}
