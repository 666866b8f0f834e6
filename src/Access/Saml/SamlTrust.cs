using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Entente.Access.Saml;

/// <summary>How an identity provider is known, and how strictly its answers are taken.</summary>
internal sealed record SamlTrust
{
    /// <summary>The provider's entity id.</summary>
    public required string IdpEntity { get; init; }

    /// <summary>The only certificates whose signatures count. Their own expiry does not: metadata is what is trusted.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; init; } = [];

    /// <summary>Instead of certificates: the hash of one, in lower-case hex, with which a certificate that comes along must agree.</summary>
    public (HashAlgorithmName Hash, string Hex)? Fingerprint { get; init; }

    public required string SpEntity { get; init; }

    /// <summary>Where this response was received, as the provider was told: the assertion consumer service.</summary>
    public required string Acs { get; init; }

    /// <summary>Our keys for what is encrypted to us, newest first.</summary>
    public IReadOnlyList<RSA> Keys { get; init; } = [];

    /// <summary>Off checks structure, status and signature only: for looking at a message, never for signing anybody in.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>Asks for what SAML's web browser profile demands beyond what is common: an audience, and recipient and end on the confirmation.</summary>
    public bool WholeProfile { get; init; } = true;

    public bool AllowSha1 { get; init; }

    public bool WantAssertionsSigned { get; init; }

    public bool WantMessagesSigned { get; init; }

    public bool WantAssertionsEncrypted { get; init; }

    public bool WantNameId { get; init; } = true;

    public bool WantNameIdEncrypted { get; init; }

    public bool WantAttributes { get; init; }

    public bool AllowRepeatedAttributes { get; init; }

    /// <summary>Which ways of signing in the provider may have used; none means any.</summary>
    public IReadOnlyList<string> AuthnContexts { get; init; } = [];

    /// <summary>How far its clock and ours may be apart.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>Which request a response must answer.</summary>
internal abstract record Expecting
{
    private Expecting() { }

    /// <summary>The answer to this request of ours.</summary>
    public sealed record AnswerTo(string Request) : Expecting;

    /// <summary>One that nobody asked for (started at the provider): it must name no request.</summary>
    public sealed record Unasked : Expecting;

    /// <summary>Not known here: only for looking at a message.</summary>
    public sealed record Unknown : Expecting;
}

/// <summary>What a provider says about a person; read from the signed octets only.</summary>
/// <param name="Id">Of the assertion; may be used once until <paramref name="Until"/>.</param>
/// <param name="SessionIndex">The provider's own session, if it named one.</param>
internal sealed record SamlAssertion(
    string Id,
    string Issuer,
    SamlNameId? NameId,
    IReadOnlyDictionary<string, IReadOnlyList<SamlValue>> Attributes,
    string? SessionIndex,
    DateTimeOffset? SessionUntil,
    DateTimeOffset? Until
);

internal sealed record SamlNameId(string Value, string? Format, string? NameQualifier, string? SpNameQualifier);

/// <summary>A value of an attribute: text, or a name of somebody within it.</summary>
internal sealed record SamlValue(string? Text, SamlNameId? Name);
