namespace Entente.Collaboration.Rules;

/// <summary>The subject of a mail without what programs put in front. Pure.</summary>
public static class SubjectLine
{
    private const int MostInFront = 20;

    private static readonly string[] Forwards =
    [
        "fwd:",
        "fw:",
        "wg:",
        "vl:",
        "vb:",
        "rv:",
        "tr:",
        "i:",
        "doorst:",
        "enc:",
        "转发:",
        "转发：",
        "転送:",
        "転送：",
    ];

    /// <summary><c>Re: AW: DR-1048</c> is DR-1048.</summary>
    public static string Bare(string subject)
    {
        var bare = subject.Trim();
        for (var i = 0; i < MostInFront && (MailRules.IsAnswer(bare) || IsForward(bare)); i++)
            bare = bare[(bare.AsSpan().IndexOfAny(':', '：') + 1)..].TrimStart();
        return bare;
    }

    private static bool IsForward(string subject) => Forwards.Any(f => subject.StartsWith(f, StringComparison.OrdinalIgnoreCase));
}
