using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Registrations.Model;

/// <summary>A name that a partner's people looked up in the live check; kept for as long as the alarm looks back.</summary>
[NotAudited("a count of a day's typing; what follows from it is an alarm, which is audited")]
internal sealed class CheckedName : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public PartnerId PartnerId { get; private init; }
    public string Key { get; private init; } = "";
    public string Name { get; private init; } = "";
    public DateTimeOffset At { get; private init; }
}

internal readonly record struct ProbeAlarmId(Guid Value) : ITypedId<ProbeAlarmId>
{
    public static ProbeAlarmId From(Guid value) => new(value);
}

/// <summary>A partner's people looked up many names and registered few of them.</summary>
[Subject("probe_alarm")]
internal sealed class ProbeAlarm : Entity, IScoped<ProbeAlarm>
{
    public static Expression<Func<ProbeAlarm, bool>> InScope(EntenteDb db) => a => !db.Scoped || db.Scope.Contains(a.About);

    private ProbeAlarm() { }

    public ProbeAlarmId Id { get; private init; }

    /// <summary>Whom it is about. Not a row of that partner's: its people never see it.</summary>
    public PartnerId About { get; private init; }

    /// <summary>Who asked last.</summary>
    public PersonId? Asker { get; private init; }
    public DateTimeOffset At { get; private init; }
    public int LookedUp { get; private init; }
    public int Registered { get; private init; }

    /// <summary>Some of the names, the latest first.</summary>
    public string[] Sample { get; private init; } = [];

    public DateTimeOffset? SettledAt { get; private set; }
    public PersonId? SettledBy { get; private set; }

    public static ProbeAlarm Ring(
        PartnerId about,
        PersonId? asker,
        int lookedUp,
        int registered,
        IEnumerable<string> sample,
        DateTimeOffset now
    )
    {
        var alarm = new ProbeAlarm
        {
            Id = Ids.New<ProbeAlarmId>(now),
            About = about,
            Asker = asker,
            At = now,
            LookedUp = lookedUp,
            Registered = registered,
            Sample = [.. sample],
        };
        alarm.Announce(new ProbingSeen(about, alarm.Id.Value));
        return alarm;
    }

    /// <summary>Somebody has looked into it.</summary>
    public void Settle(PersonId? by, DateTimeOffset now) => (SettledBy, SettledAt) = (by, now);
}
