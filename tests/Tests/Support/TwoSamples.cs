namespace Entente.Tests.Support;

/// <summary>Whether two samples may come from one distribution: the Kolmogorov-Smirnov test, with the asymptotic probability.</summary>
internal static class TwoSamples
{
    /// <summary>How likely so great a distance between the two is by chance; small: they differ.</summary>
    public static double P(double[] one, double[] other)
    {
        Array.Sort(one);
        Array.Sort(other);
        var (i, j, distance) = (0, 0, 0.0);
        while (i < one.Length && j < other.Length)
        {
            var at = Math.Min(one[i], other[j]);
            while (i < one.Length && one[i] <= at)
                i++;
            while (j < other.Length && other[j] <= at)
                j++;
            distance = Math.Max(distance, Math.Abs(((double)i / one.Length) - ((double)j / other.Length)));
        }
        var size = Math.Sqrt((double)one.Length * other.Length / (one.Length + other.Length));
        return Tail((size + 0.12 + (0.11 / size)) * distance);
    }

    private static double Tail(double lambda)
    {
        if (lambda < 0.2)
            return 1;
        var sum = 0.0;
        for (var k = 1; k <= 100; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * lambda * lambda);
        return Math.Clamp(sum, 0, 1);
    }
}
