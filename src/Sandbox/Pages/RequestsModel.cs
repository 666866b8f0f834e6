using System.Globalization;
using Entente.Sandbox.Admin;

namespace Entente.Sandbox.Pages;

/// <summary>What <see cref="RequestsPage"/> shows: one page of the requests that fit, newest first.</summary>
public sealed class RequestsModel
{
    private const int PageSize = 100;

    /// <summary>The choices of status, each with what it means.</summary>
    internal static readonly (string Value, string Label, Func<int, bool> Fits)[] Statuses =
    [
        ("", "Any", _ => true),
        ("ok", "Answered (2xx, 3xx)", s => s < 400),
        ("refused", "Refused (4xx)", s => s is >= 400 and < 500),
        ("limit", "Over a limit (429)", s => s == 429),
        ("failed", "Failed (5xx)", s => s >= 500),
    ];

    internal RequestsModel(IReadOnlyList<LoggedRequest> all, string? protocol, string? status, string? path, int page, DateTimeOffset now)
    {
        (Protocol, Path, Now) = (Enum.TryParse<Protocol>(protocol, out var of) ? of : null, path?.Trim() ?? "", now);
        Status = status?.Trim() ?? "";
        var fits = Fits(Status);
        var found = all.Where(r =>
                (Protocol is null || r.Protocol == Protocol)
                && fits(r.Status)
                && $"{r.Method} {r.Target}".Contains(Path, StringComparison.OrdinalIgnoreCase)
            )
            .Reverse()
            .ToList();
        (Found, Kept) = (found.Count, all.Count);
        Pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        Page = Math.Clamp(page, 1, Pages);
        Rows = [.. found.Skip((Page - 1) * PageSize).Take(PageSize)];
    }

    internal Protocol? Protocol { get; }

    /// <summary>One of <see cref="Statuses"/>, or a number.</summary>
    internal string Status { get; }

    /// <summary>Part of method and address.</summary>
    internal string Path { get; }

    internal DateTimeOffset Now { get; }

    internal IReadOnlyList<LoggedRequest> Rows { get; }

    internal int Found { get; }

    internal int Kept { get; }

    internal int Page { get; }

    internal int Pages { get; }

    internal string Address(int page) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/sandbox/requests?protocol={Protocol}&status={Uri.EscapeDataString(Status)}&path={Uri.EscapeDataString(Path)}&page={page}"
        );

    private static Func<int, bool> Fits(string status) =>
        int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var exact)
            ? s => s == exact
            : Statuses.FirstOrDefault(x => x.Value == status).Fits ?? (_ => true);
}
