namespace Entente.Registrations.Rules;

/// <summary>
/// When somebody looks up names rather than claims customers (REG-4): many names in a day, few of them registered. A name that is being
/// typed counts once.
/// </summary>
internal static class Probing
{
    /// <summary>So many names looked up beyond those registered, within <see cref="Window"/>, ring the alarm.</summary>
    public const int Names = 40;

    /// <summary>How far back names are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>Within so long a longer or shorter form of the last name is the same name, being typed.</summary>
    public static readonly TimeSpan Typing = TimeSpan.FromMinutes(10);

    /// <summary>How many names an alarm shows.</summary>
    public const int Sample = 25;

    public static bool Rings(int lookedUp, int registered) => lookedUp - registered >= Names;

    /// <summary>What a check asked about: its strong keys, in one word. Null when nothing can be looked up by it.</summary>
    public static string? Key(IReadOnlyList<ClaimKey> keys)
    {
        var name = keys.FirstOrDefault(k => k.Kind == ClaimKey.Name).Value;
        var domain = keys.FirstOrDefault(k => k.Kind == ClaimKey.Domain).Value;
        return name is null && domain is null ? null : $"{name}|{domain}".TrimEnd('|');
    }

    /// <summary>Whether <paramref name="now"/> goes on typing <paramref name="before"/>, or takes letters back.</summary>
    public static bool IsTyping(string before, string now) =>
        now.StartsWith(before, StringComparison.Ordinal) || before.StartsWith(now, StringComparison.Ordinal);
}
