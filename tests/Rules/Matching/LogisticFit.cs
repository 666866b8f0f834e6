namespace Entente.Rules.Matching;

/// <summary>Logistic regression by Newton's method, with a ridge; exact and the same every time.</summary>
internal static class LogisticFit
{
    /// <param name="rows">Features, whether it is so, and what the fixed part of the model says already (log-odds). The classes weigh the same.</param>
    /// <param name="ridge">Penalty on the square of each coefficient, per row.</param>
    /// <param name="intercept">Without one, a row whose features are all zero says nothing.</param>
    /// <returns>The intercept, then a coefficient a feature.</returns>
    public static double[] Of(IReadOnlyList<(double[] Features, bool Yes, double Offset)> rows, double ridge, bool intercept = true)
    {
        var n = rows[0].Features.Length + 1;
        var yes = rows.Count(r => r.Yes);
        var (weightYes, weightNo) = (0.5 / yes, 0.5 / (rows.Count - yes));
        var beta = new double[n];
        for (var round = 0; round < 60; round++)
        {
            var (gradient, hessian) = (new double[n], new double[n, n]);
            for (var i = 1; i < n; i++)
                (gradient[i], hessian[i, i]) = (-ridge * beta[i], ridge);
            hessian[0, 0] = intercept ? 1e-9 : 1e9;
            foreach (var (features, isYes, offset) in rows)
            {
                var z = offset + beta[0];
                for (var i = 1; i < n; i++)
                    z += beta[i] * features[i - 1];
                var p = 1 / (1 + Math.Exp(-z));
                var weight = isYes ? weightYes : weightNo;
                var (pull, curve) = (weight * ((isYes ? 1 : 0) - p), weight * p * (1 - p));
                for (var i = 0; i < n; i++)
                {
                    var x = i == 0 ? 1 : features[i - 1];
                    gradient[i] += pull * x;
                    for (var j = 0; j < n; j++)
                        hessian[i, j] += curve * x * (j == 0 ? 1 : features[j - 1]);
                }
            }

            var step = Solve(hessian, gradient);
            for (var i = 0; i < n; i++)
                beta[i] += step[i];
            if (step.Max(Math.Abs) < 1e-9)
                break;
        }

        return beta;
    }

    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        var (m, x) = ((double[,])a.Clone(), (double[])b.Clone());
        for (var c = 0; c < n; c++)
        {
            var pivot = Enumerable.Range(c, n - c).MaxBy(r => Math.Abs(m[r, c]));
            for (var k = 0; k < n; k++)
                (m[c, k], m[pivot, k]) = (m[pivot, k], m[c, k]);
            (x[c], x[pivot]) = (x[pivot], x[c]);
            for (var r = c + 1; r < n; r++)
            {
                var f = m[r, c] / m[c, c];
                for (var k = c; k < n; k++)
                    m[r, k] -= f * m[c, k];
                x[r] -= f * x[c];
            }
        }

        for (var r = n - 1; r >= 0; r--)
        {
            for (var k = r + 1; k < n; k++)
                x[r] -= m[r, k] * x[k];
            x[r] /= m[r, r];
        }

        return x;
    }
}
