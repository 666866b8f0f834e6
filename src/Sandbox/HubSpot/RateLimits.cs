using System.Globalization;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>HubSpot's limits of an app in an account of a plan, as published.</summary>
/// <param name="Daily">Calls a day of the whole account; null for OAuth apps, which have no daily limit of their own.</param>
/// <param name="Associations">Calls of associations in ten seconds, a bucket of their own.</param>
/// <param name="AssociationsDaily">Of those a day; null where none is published.</param>
internal sealed record Plan(string Name, int TenSecondly, int? Daily, int Associations, int? AssociationsDaily)
{
    public const int SearchesASecond = 5;

    /// <summary>Of submissions without a token, in ten seconds.</summary>
    public const int Submissions = 50;

    // csharpier-ignore - a table
    public static IReadOnlyList<Plan> All { get; } =
    [
        new("oauth", 110, null, 100, null),
        new("free", 100, 250_000, 100, null),
        new("professional", 190, 625_000, 150, 500_000),
        new("enterprise", 190, 1_000_000, 150, 500_000),
        new("addOn", 250, 2_000_000, 200, 1_000_000),
    ];
}

/// <param name="Plan">`oauth`, `free`, `professional`, `enterprise` or `addOn`.</param>
/// <param name="Multiple">All limits times this, for measurements that cannot wait.</param>
/// <param name="Enforced">False: the headers tell of limits that nobody meets.</param>
/// <param name="TenSecondly">In place of the plan's.</param>
/// <param name="Daily">In place of the plan's.</param>
/// <param name="AssociationsDaily">In place of the plan's.</param>
internal sealed record LimitOrder(
    string Plan = "enterprise",
    double Multiple = 1,
    bool Enforced = true,
    int? TenSecondly = null,
    int? Daily = null,
    int? AssociationsDaily = null
);

/// <summary>Counts calls against the limits. Refused calls do not count.</summary>
internal sealed class RateLimits(SandboxOptions options, CrmStore store, TimeProvider clock)
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock counting = new();
    private readonly Dictionary<string, Queue<long>> calls = new(StringComparer.Ordinal);
    private DateOnly day;
    private int today;
    private int associationsToday;

    public LimitOrder Order { get; private set; } = Started(options);

    public int UsedToday => Volatile.Read(ref today);

    /// <summary>Calls a day; of an OAuth app, which has no such limit, that of the account.</summary>
    public int DailyLimit => Times(Order.Daily ?? Plan.All.First(p => p.Name == Order.Plan).Daily ?? 1_000_000);

    /// <summary>When the daily count begins anew.</summary>
    public DateTimeOffset Midnight()
    {
        var local = Account.Of(store).Local(clock.GetUtcNow());
        return local.AddDays(1) - local.TimeOfDay;
    }

    /// <summary>False when there is no such plan, or the multiple is none.</summary>
    public bool Set(LimitOrder order)
    {
        if (Plan.All.All(p => p.Name != order.Plan) || order.Multiple is not (> 0 and <= 1_000_000))
            return false;
        lock (counting)
        {
            Order = order;
            calls.Clear();
            (today, associationsToday) = (0, 0);
        }
        return true;
    }

    public void Reset() => Set(Started(options));

    /// <summary>Whether one more submission without a token is too many.</summary>
    public bool IsOverSubmissions()
    {
        lock (counting)
            return Order.Enforced && !Take("submissions", Times(Plan.Submissions), Window, out _);
    }

    /// <summary>The policy this call breaks; null when it may go on. Writes the headers that go with the answer.</summary>
    /// <param name="app">Whose call: each app has its own ten seconds.</param>
    /// <param name="oauth">An OAuth app: its own limit, no daily one, no daily headers.</param>
    public string? Count(HttpContext context, string app, bool oauth, string path)
    {
        lock (counting)
        {
            var plan = Plan.All.First(p => p.Name == (oauth ? "oauth" : Order.Plan));
            if (path.EndsWith("/search", StringComparison.Ordinal))
                return Order.Enforced && !Take("search", Times(Plan.SearchesASecond), TimeSpan.FromSeconds(1), out _) ? "SECONDLY" : null;
            var max = IsAssociation(path) ? Times(plan.Associations) : Times(Order.TenSecondly ?? plan.TenSecondly);
            var daily = oauth ? null : Order.Daily ?? plan.Daily;
            var (left, used) = (max - 1, 1);
            string? broken = null;
            if (Order.Enforced)
            {
                Turn();
                var association = IsAssociation(path);
                var ofAssociations = association && !oauth ? Order.AssociationsDaily ?? plan.AssociationsDaily : null;
                if ((daily is { } most && today >= Times(most)) || (ofAssociations is { } fewer && associationsToday >= Times(fewer)))
                    broken = "DAILY";
                else if (!Take(association ? app + ".associations" : app, max, Window, out left))
                    broken = "TEN_SECONDLY_ROLLING";
                else
                    (today, associationsToday) = (today + 1, associationsToday + (association ? 1 : 0));
                used = today;
            }
            Write(context.Response.Headers, max, Math.Max(0, left), daily is { } d ? Times(d) : null, used);
            return broken;
        }
    }

    private static void Write(IHeaderDictionary headers, int max, int left, int? daily, int used)
    {
        if (daily is { } a)
        {
            headers["X-HubSpot-RateLimit-Daily"] = a.ToString(CultureInfo.InvariantCulture);
            headers["X-HubSpot-RateLimit-Daily-Remaining"] = Math.Max(0, a - used).ToString(CultureInfo.InvariantCulture);
        }
        headers["X-HubSpot-RateLimit-Interval-Milliseconds"] = Window.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        headers["X-HubSpot-RateLimit-Max"] = max.ToString(CultureInfo.InvariantCulture);
        headers["X-HubSpot-RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The daily count begins anew at midnight of the account.</summary>
    private void Turn()
    {
        var now = DateOnly.FromDateTime(Account.Of(store).Local(clock.GetUtcNow()).DateTime);
        if (now == day)
            return;
        (day, today, associationsToday) = (now, 0, 0);
    }

    private bool Take(string bucket, int limit, TimeSpan window, out int left)
    {
        if (!calls.TryGetValue(bucket, out var recent))
            calls[bucket] = recent = new();
        while (recent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) > window)
            recent.Dequeue();
        left = limit - recent.Count - 1;
        if (left < 0)
            return false;
        recent.Enqueue(clock.GetTimestamp());
        return true;
    }

    private int Times(int limit) => (int)Math.Min(int.MaxValue, Math.Max(1, limit * Order.Multiple));

    private static bool IsAssociation(string path) =>
        path.StartsWith("/crm/v4/", StringComparison.Ordinal)
        || path.StartsWith("/crm/associations/", StringComparison.Ordinal)
        || path.StartsWith("/crm/v3/associations/", StringComparison.Ordinal)
        || path.Contains("/associations/", StringComparison.Ordinal);

    private static LimitOrder Started(SandboxOptions options) =>
        new(
            Enforced: options.HubSpotRequestsPerTenSeconds > 0,
            TenSecondly: options.HubSpotRequestsPerTenSeconds is > 0 and var n ? n : null
        );
}
