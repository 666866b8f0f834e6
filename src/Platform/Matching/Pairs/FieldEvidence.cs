namespace Entente.Platform.Matching.Pairs;

/// <summary>What the fields beside the name show, features from 0 to 1; the same whichever record comes first.</summary>
internal sealed class FieldEvidence
{
    /// <summary>The names of <see cref="Features"/>, in their order.</summary>
    public static readonly string[] Labels =
    [
        "same phone",
        "other phone",
        "same house number",
        "other house number",
        "words of the address in common",
        "address has other words",
        "same postal code",
        "other postal code",
    ];

    private FieldEvidence(float[] features, bool nearPhone) => (Features, NearPhone) = (features, nearPhone);

    public float[] Features { get; }

    public bool NearPhone { get; }

    public bool SamePhone => Features[0] > 0;

    public bool OtherPhone => Features[1] > 0;

    /// <summary>Same house number in a street of much the same name.</summary>
    public bool SameAddress => Features[2] > 0 && Features[4] > 0.6f;

    public bool OtherAddress => Features[3] > 0 || Features[5] > 0.7f;

    public static FieldEvidence Of(Reading a, Reading b)
    {
        var features = new float[Labels.Length];
        var near = false;
        if (a.Phones.Count > 0 && b.Phones.Count > 0)
        {
            var same = a.Phones.Any(x => b.Phones.Any(y => Phone.Same(x, y)));
            near = !same && a.Phones.Any(x => b.Phones.Any(y => Phone.Near(x, y)));
            features[same ? 0 : 1] = near ? 0.3f : 1;
        }

        if (a.Address is { } here && b.Address is { } there)
            Addresses(here, there, features);
        return new FieldEvidence(features, near);
    }

    private static void Addresses(Address a, Address b, float[] features)
    {
        if (a.House is not null && b.House is not null)
            features[a.House == b.House ? 2 : 3] = a.House != b.House && Similarity.Distance(a.House, b.House, 1) == 1 ? 0.6f : 1;
        if (a.Postal is not null && b.Postal is not null)
            features[a.Postal == b.Postal ? 6 : 7] = a.Postal != b.Postal && Similarity.Distance(a.Postal, b.Postal, 1) == 1 ? 0.4f : 1;
        if (a.Words.Length == 0 || b.Words.Length == 0)
            return;

        var (first, second) = string.CompareOrdinal(a.Key, b.Key) <= 0 ? (a, b) : (b, a);
        var there = NameScore.Of(first.Words, first.Weights, second.Words, second.Weights);
        var back = NameScore.Of(second.Words, second.Weights, first.Words, first.Weights);
        var share = (there.Share + back.Share) / 2;

        // One may hold the city and the other not: what is there of the shorter counts, too.
        var covered = Math.Max(Covered(first.Weights, there.Given), Covered(second.Weights, there.Known));
        features[4] = Math.Min(1, (share + covered) / 2);
        features[5] = 1 - features[4];
    }

    private static float Covered(float[] weights, ulong mask)
    {
        var (covered, all) = (0f, 0f);
        for (var i = 0; i < weights.Length; i++)
        {
            all += weights[i];
            covered += (mask >> i & 1) != 0 ? weights[i] : 0;
        }

        return all <= 0 ? 0 : covered / all;
    }
}
