namespace Entente.Ui;

/// <summary>What a part says about a state. <see cref="Neutral"/> is a tone of its own: grey, not inherited.</summary>
public enum Tone
{
    Neutral,
    Ok,
    Warn,
    Bad,
    Info,
    Brand,
}

/// <summary>How a partner and the vendor sell together; exposes colour and icon, decides nothing.</summary>
public enum Motion
{
    Referral,
    Reseller,
    Marketplace,
    Services,
    Tech,
    Direct,
}

/// <summary>The three sizes parts come in.</summary>
public enum Size
{
    Medium,
    Small,
    Large,
}

/// <summary>Whether a partner brought a deal or helped it along.</summary>
public enum CreditKind
{
    Sourced,
    Influenced,
}

/// <summary>The words and attribute values that stand for <see cref="Tone"/>, <see cref="Motion"/> and <see cref="Size"/>.</summary>
public static class Looks
{
    /// <summary>The value of <c>data-tone</c>; empty for neutral. A part without any tone omits the attribute: pass null.</summary>
    public static string Attr(this Tone tone) =>
        tone switch
        {
            Tone.Ok => "ok",
            Tone.Warn => "warn",
            Tone.Bad => "bad",
            Tone.Info => "info",
            Tone.Brand => "brand",
            _ => "",
        };

    /// <summary>The icon that goes with a tone in a callout.</summary>
    public static string Icon(this Tone tone) =>
        tone switch
        {
            Tone.Ok => "check-circle",
            Tone.Warn => "alert",
            Tone.Bad => "block",
            _ => "info",
        };

    /// <summary>The value of <c>data-motion</c>: <c>reseller</c>, <c>tech</c> …</summary>
    public static string Attr(this Motion motion) =>
        motion switch
        {
            Motion.Referral => "referral",
            Motion.Reseller => "reseller",
            Motion.Marketplace => "marketplace",
            Motion.Services => "services",
            Motion.Tech => "tech",
            _ => "direct",
        };

    public static string Icon(this Motion motion) => motion == Motion.Direct ? "building" : motion.Attr();

    public static string Words(this Motion motion) =>
        motion switch
        {
            Motion.Tech => "Tech / ISV",
            _ => motion.ToString(),
        };

    /// <summary>Reads <c>reseller</c>, <c>Tech</c> …; null for a word that is no motion.</summary>
    public static Motion? MotionOf(string? key) =>
        Enum.TryParse<Motion>(key, ignoreCase: true, out var motion) && Enum.IsDefined(motion) ? motion : null;

    /// <summary>Joins the class names that are set: <c>Classes("btn", primary ? "btn-primary" : null)</c>.</summary>
    public static string Classes(params ReadOnlySpan<string?> names)
    {
        var set = new List<string>(names.Length);
        foreach (var name in names)
            if (!string.IsNullOrEmpty(name))
                set.Add(name);

        return string.Join(' ', set);
    }
}
