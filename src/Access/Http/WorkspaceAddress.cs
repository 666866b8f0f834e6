namespace Entente.Access.Http;

/// <summary>
/// What an address names before any secret is read: the workspace, and the token of a link. <c>/w/{slug}/…</c>,
/// <c>/w/{slug}/scim/…</c> (a company's directory, known by its token alone), <c>/r|s|in|c|l/{slug}.{token}/…</c>, <c>/hooks/{slug}/…</c>, <c>/register/{slug}</c>, <c>/apply/{slug}</c>: open to everybody, whoever is signed in.
/// </summary>
internal sealed record WorkspaceAddress(string Slug, LinkKind? Link, string? Token, bool Hook, bool Open = false, bool Directory = false)
{
    /// <summary>Null for an address outside any workspace.</summary>
    public static WorkspaceAddress? Of(string path)
    {
        var parts = path.Split('/', 4);
        if (parts is not ["", var first, { Length: > 0 } second, ..])
            return null;
        return first switch
        {
            "w" => new(second, null, null, Hook: false, Directory: parts is [_, _, _, var rest] && IsDirectory(rest)),
            "register" or "apply" => new(second, null, null, Hook: false, Open: true),
            "hooks" => new(second, null, null, Hook: true),
            "r" => OfLink(LinkKind.Register, second),
            "s" => OfLink(LinkKind.Follow, second),
            "in" => OfLink(LinkKind.SignIn, second),
            "c" => OfLink(LinkKind.Confirm, second),
            "l" => OfLink(LinkKind.Share, second),
            _ => null,
        };
    }

    /// <summary>What a program's key names: <c>Bearer {slug}.{token}</c>. Null when there is none, or none that could be one.</summary>
    public static (string Slug, string Token)? OfKey(string path, string? authorization) =>
        path.StartsWith("/api/", StringComparison.Ordinal) ? OfBearer(authorization) : null;

    /// <inheritdoc cref="OfKey"/>
    public static (string Slug, string Token)? OfBearer(string? authorization)
    {
        const string Scheme = "Bearer ";
        if (authorization is not { Length: < 300 })
            return null;
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;
        var key = authorization[Scheme.Length..].Trim();
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < key.Length - 1 ? (key[..dot], key[(dot + 1)..]) : null;
    }

    private static bool IsDirectory(string rest) =>
        rest.Equals("scim", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("scim/", StringComparison.OrdinalIgnoreCase);

    private static WorkspaceAddress OfLink(LinkKind kind, string segment)
    {
        var dot = segment.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? new(segment, kind, "", Hook: false) : new(segment[..dot], kind, segment[(dot + 1)..], Hook: false);
    }
}
