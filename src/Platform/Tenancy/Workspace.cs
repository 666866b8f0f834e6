using Entente.Platform.Values;

namespace Entente.Platform.Tenancy;

/// <summary>A vendor. Global: it must be found before any fence can be set.</summary>
internal sealed class Workspace
{
    private Workspace() { }

    public WorkspaceId Id { get; private init; }

    /// <summary>The name in addresses: <c>/w/{slug}</c>; lower-case letters, digits, dashes; unique.</summary>
    public string Slug { get; private init; } = "";

    public string Name { get; private set; } = "";

    /// <summary>IANA zone that clocks and windows are counted in.</summary>
    public string TimeZone { get; private set; } = "UTC";

    /// <summary>ISO 4217 currency that totals are shown in.</summary>
    public string Currency { get; private set; } = "EUR";

    /// <summary>0–360: the hue that the portal, forms and mail take.</summary>
    public int BrandHue { get; private set; } = 272;

    /// <summary>Where the operator says that its data lies (<c>EU, Frankfurt</c>); at most 60 characters, empty: nothing was said.</summary>
    public string Residency { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public static Workspace Create(string slug, string name, string timeZone, string currency, int brandHue, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<WorkspaceId>(now),
            Slug = slug,
            Name = name,
            TimeZone = timeZone,
            Currency = currency,
            BrandHue = brandHue,
            CreatedAt = now,
        };

    public void Label(string residency) => Residency = residency;

    public void Look(string name, int hue) => (Name, BrandHue) = (name, hue);
}

/// <summary>What everyone may know of a workspace once its address is known.</summary>
public sealed record WorkspaceCard(
    WorkspaceId Id,
    string Slug,
    string Name,
    string TimeZone,
    string Currency,
    int BrandHue,
    string Residency
)
{
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The day it is there.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
}
