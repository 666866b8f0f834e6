using Entente.Plans.Rules;
using Entente.Platform.Time;
using Entente.Registrations.Contests;

namespace Entente.Plans;

/// <summary>The day it is by the workspace's calendar.</summary>
internal sealed class PlanClock(ClaimContests contests, TimeProvider clock)
{
    public async Task<PlanDay> Now(CancellationToken ct)
    {
        var calendar = (await contests.Terms(ct)).Calendar;
        var today = calendar.DateAt(clock.GetUtcNow());
        return new(today, PlanStanding.LastLate(today, calendar), calendar);
    }
}

/// <param name="LastLate">See <see cref="PlanStanding.LastLate"/>.</param>
internal sealed record PlanDay(DateOnly Today, DateOnly LastLate, BusinessCalendar Calendar);
