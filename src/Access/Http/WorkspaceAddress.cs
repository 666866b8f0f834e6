namespace Entente.Access.Http;

/// <summary>
/// What an address names before any secret is read: the workspace, and the token of a link. <c>/w/{slug}/…</c>,
/// <c>/r|s|in|c/{slug}.{token}/…</c>, <c>/hooks/{slug}/…</c>, <c>/register/{slug}</c>: open to everybody, whoever is signed in.
/// </summary>
internal sealed record WorkspaceAddress(string Slug, LinkKind? Link, string? Token, bool Hook, bool Open = false)
{
    /// <summary>Null for an address outside any workspace.</summary>
    public static WorkspaceAddress? Of(string path)
    {
        var parts = path.Split('/', 4);
        if (parts is not ["", var first, { Length: > 0 } second, ..])
            return null;
        return first switch
        {
            "w" => new(second, null, null, Hook: false),
            "register" => new(second, null, null, Hook: false, Open: true),
            "hooks" => new(second, null, null, Hook: true),
            "r" => OfLink(LinkKind.Register, second),
            "s" => OfLink(LinkKind.Follow, second),
            "in" => OfLink(LinkKind.SignIn, second),
            "c" => OfLink(LinkKind.Confirm, second),
            _ => null,
        };
    }

    /// <summary>What a program's key names: <c>Bearer {slug}.{token}</c>. Null when there is none, or none that could be one.</summary>
    public static (string Slug, string Token)? OfKey(string path, string? authorization)
    {
        const string Scheme = "Bearer ";
        if (!path.StartsWith("/api/", StringComparison.Ordinal) || authorization is not { Length: < 300 })
            return null;
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var key = authorization[Scheme.Length..].Trim();
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < key.Length - 1 ? (key[..dot], key[(dot + 1)..]) : null;
    }

    private static WorkspaceAddress OfLink(LinkKind kind, string segment)
    {
        var dot = segment.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new(segment, kind, "", Hook: false) : new(segment[..dot], kind, segment[(dot + 1)..], Hook: false);
    }
}
