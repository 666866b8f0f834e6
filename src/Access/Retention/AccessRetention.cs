using Entente.Platform.Privacy;

namespace Entente.Access.Retention;

/// <summary>Traces of signing in.</summary>
internal sealed class AccessRetention : IRetention
{
    public IReadOnlyList<RetentionKind> Kinds { get; } =
    [
        new(
            "sessions",
            "Ended sessions",
            "Sessions of members that ended or ran out are deleted, with the name of the browser. That somebody signed in stays in the audit.",
            90,
            On: true
        )
        {
            Table = "session",
            // Global: only of who is a member here, or whom a provider of this workspace signed in.
            Due =
                "coalesce(t.ended_at, t.expires_at) < $2 and (t.only_in = $1 or (t.only_in is null and exists (select 1 from membership m where m.workspace_id = $1 and m.person_id = t.person_id)))",
            Sample = "left(t.device, 60)",
        },
        new("sign_in_links", "Sign-in links", "Mailed sign-in links that ran out are deleted.", 90, On: true)
        {
            Table = "access_link",
            Due = "t.workspace_id = $1 and t.kind = 'SignIn' and t.expires_at < $2",
            Sample = "'made ' || to_char(t.created_at, 'YYYY-MM-DD')",
        },
    ];
}
