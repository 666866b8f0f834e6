namespace Entente.Collaboration.Notifications.Rules;

/// <summary>What somebody chose, by event; what is not there they leave to their role.</summary>
public sealed record NoticeChoices(IReadOnlyDictionary<string, NoticeChoice> ByEvent)
{
    public static NoticeChoices None { get; } = new(new Dictionary<string, NoticeChoice>());

    /// <summary>A person's own word goes before their role's, and that before the usual one; never beyond what the event allows.</summary>
    public static NoticeChoice Of(NoticeEvent what, NoticeChoices person, NoticeChoices role) =>
        (person.ByEvent.GetValueOrDefault(what.Key) ?? role.ByEvent.GetValueOrDefault(what.Key) ?? NoticeChoice.Usual).Within(what);

    /// <summary>With another choice for one event.</summary>
    public NoticeChoices With(NoticeEvent what, NoticeChoice choice) =>
        new(new Dictionary<string, NoticeChoice>(ByEvent) { [what.Key] = choice.Within(what) });

    /// <summary>
    /// One click on unsubscribe: nothing more of that kind. What may not be switched off comes once a day at most, where it may wait so long; null where
    /// it may neither.
    /// </summary>
    public NoticeChoices? Without(NoticeEvent what, NoticeChoices role) =>
        what.MayBeOff ? With(what, Of(what, this, role) with { Reach = Reach.Off })
        : what.Longest is Cadence.Instant ? null
        : With(what, Of(what, this, role) with { Cadence = what.Longest > Cadence.Daily ? Cadence.Daily : what.Longest });
}
