using System.Xml;

namespace Entente.Access.Saml;

/// <summary>
/// What a verified assertion must say before it is believed, and what is then read from it. The message around it is only ever checked, for it may be unsigned.
/// </summary>
internal static class SamlRules
{
    public static SamlAssertion Judge(XmlElement message, XmlElement assertion, SamlTrust trust, Expecting expecting, DateTimeOffset now)
    {
        // What a message lacks in itself is refused always; what does not fit us, the hour or the request, only where strictness is on.
        var conditions = SamlXml.One(assertion, SamlNames.Assertion, "Conditions");
        var authn = SamlXml.One(assertion, SamlNames.Assertion, "AuthnStatement");
        var issuer = SamlXml.Leaf(SamlXml.One(assertion, SamlNames.Assertion, "Issuer")).Trim();
        if (SamlXml.Attribute(message, "Destination") is "")
            throw new SamlRefused("The response names an empty address (destination).");
        DateTimeOffset? until = null;
        if (trust.Strict)
        {
            Conditions(conditions, trust, now);
            Destination(message, trust);
            Issuers(message, issuer, trust);
            Statements(authn, trust, now);
            until = Confirmation(message, assertion, trust, expecting, now);
        }
        var name = SamlReading.NameIdOf(assertion, trust);
        var attributes = SamlReading.AttributesOf(assertion, trust);
        if (
            trust.Strict
            && trust.WantAttributes
            && SamlXml.Children(assertion, SamlNames.Assertion, "AttributeStatement").FirstOrDefault() is null
        )
            throw new SamlRefused("The assertion says nothing about the person.");
        return new(
            SamlXml.Attribute(assertion, "ID") ?? "",
            issuer,
            name,
            attributes,
            SamlXml.Attribute(authn, "SessionIndex"),
            trust.Strict ? SamlXml.Instant(SamlXml.Attribute(authn, "SessionNotOnOrAfter")) : null,
            until
        );
    }

    private static void Conditions(XmlElement conditions, SamlTrust trust, DateTimeOffset now)
    {
        if (TooEarly(conditions, trust, now))
            throw new SamlRefused("The assertion is not valid yet: the clocks are too far apart.");
        if (TooLate(conditions, trust, now))
            throw new SamlRefused("The assertion has expired, or the clocks are too far apart.");
        var restrictions = SamlXml.Children(conditions, SamlNames.Assertion, "AudienceRestriction").ToList();
        if (restrictions.Count == 0 && trust.WholeProfile)
            throw new SamlRefused("The assertion does not say for whom it is.");
        // Each restriction must be met; within one, any audience will do.
        foreach (var restriction in restrictions)
        {
            if (!Audiences(restriction).Contains(trust.SpEntity, StringComparer.Ordinal))
                throw new SamlRefused("The assertion is meant for somebody else (audience).");
        }
    }

    public static IEnumerable<string> Audiences(XmlElement restriction) =>
        SamlXml.Children(restriction, SamlNames.Assertion, "Audience").Select(a => SamlXml.Leaf(a).Trim());

    private static void Destination(XmlElement message, SamlTrust trust)
    {
        var destination = SamlXml.Attribute(message, "Destination");
        if (destination is not null && !Same(destination, trust.Acs))
            throw new SamlRefused("The response was sent to another address (destination).");
    }

    private static void Issuers(XmlElement message, string own, SamlTrust trust)
    {
        var outer = SamlXml.AtMostOne(message, SamlNames.Assertion, "Issuer") is { } issuer ? SamlXml.Leaf(issuer).Trim() : null;
        if (own != trust.IdpEntity || (outer is not null && outer != trust.IdpEntity))
            throw new SamlRefused("The response comes from another provider (issuer).");
    }

    private static void Statements(XmlElement authn, SamlTrust trust, DateTimeOffset now)
    {
        if (SamlXml.Instant(SamlXml.Attribute(authn, "SessionNotOnOrAfter")) is { } end && end + trust.Skew <= now)
            throw new SamlRefused("The session at the provider is over.");
        if (trust.AuthnContexts.Count == 0)
            return;
        var ways = SamlXml
            .Children(authn, SamlNames.Assertion, "AuthnContext")
            .SelectMany(c => SamlXml.Children(c, SamlNames.Assertion, "AuthnContextClassRef"))
            .Select(r => SamlXml.Leaf(r).Trim())
            .ToList();
        if (ways.Count == 0 || ways.Any(w => !trust.AuthnContexts.Contains(w, StringComparer.Ordinal)))
            throw new SamlRefused("The provider did not check the person in the way that was asked for.");
    }

    /// <returns>Until when the confirmation that held may be used.</returns>
    private static DateTimeOffset? Confirmation(
        XmlElement message,
        XmlElement assertion,
        SamlTrust trust,
        Expecting expecting,
        DateTimeOffset now
    )
    {
        var answers = SamlXml.Attribute(message, "InResponseTo");
        if (expecting is Expecting.AnswerTo asked && answers is not null && answers != asked.Request)
            throw new SamlRefused("The response answers another request.");
        if (expecting is Expecting.Unasked && answers is not null)
            throw new SamlRefused("The response answers a request that was not made here.");

        var subject = SamlXml.One(assertion, SamlNames.Assertion, "Subject");
        foreach (var confirmation in SamlXml.Children(subject, SamlNames.Assertion, "SubjectConfirmation"))
        {
            if (SamlXml.Attribute(confirmation, "Method") != SamlNames.Bearer)
                continue;
            if (SamlXml.AtMostOne(confirmation, SamlNames.Assertion, "SubjectConfirmationData") is not { } data)
                continue;
            var recipient = SamlXml.Attribute(data, "Recipient");
            var until = SamlXml.Instant(SamlXml.Attribute(data, "NotOnOrAfter"));
            if (recipient is null or { Length: 0 } ? trust.WholeProfile : !Same(recipient, trust.Acs))
                continue;
            if ((until is null && trust.WholeProfile) || TooLate(data, trust, now) || TooEarly(data, trust, now))
                continue;
            if (Answers(SamlXml.Attribute(data, "InResponseTo"), answers, trust, expecting))
                return until;
        }
        throw new SamlRefused("No confirmation of the subject holds: its recipient, its time or its request is wrong.");
    }

    // In the signed part; what the message says around it proves nothing.
    private static bool Answers(string? data, string? message, SamlTrust trust, Expecting expecting) =>
        expecting switch
        {
            Expecting.AnswerTo asked => data == asked.Request || (data is null && message == asked.Request && !trust.WholeProfile),
            Expecting.Unasked => data is null,
            _ => data is null || message is null || data == message,
        };

    private static bool TooEarly(XmlElement element, SamlTrust trust, DateTimeOffset now) =>
        SamlXml.Instant(SamlXml.Attribute(element, "NotBefore")) is { } from && from > now + trust.Skew;

    private static bool TooLate(XmlElement element, SamlTrust trust, DateTimeOffset now) =>
        SamlXml.Instant(SamlXml.Attribute(element, "NotOnOrAfter")) is { } until && until + trust.Skew <= now;

    /// <summary>The same address; scheme and host may be written in capitals.</summary>
    private static bool Same(string said, string ours) =>
        said.Length < 2000
        && Uri.TryCreate(said, UriKind.Absolute, out var a)
        && Uri.TryCreate(ours, UriKind.Absolute, out var b)
        && a.GetLeftPart(UriPartial.Authority) == b.GetLeftPart(UriPartial.Authority)
        && a.PathAndQuery == b.PathAndQuery
        && a.Fragment.Length == 0;
}
