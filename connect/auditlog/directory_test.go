package auditlog

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestDirectory_KeepsByGrowingSizeAndNeverOverwrites(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "checkpoints")
	d, err := OpenDirectory(path)
	require.NoError(t, err)
	newest, err := d.Newest()
	require.NoError(t, err)
	require.Nil(t, newest)

	for _, size := range []int64{10, 9, 1000} {
		require.NoError(t, d.Put(size, []byte{byte(size)}))
	}
	require.NoError(t, d.Put(10, []byte{10}), "the same again")
	require.ErrorContains(t, d.Put(10, []byte{11}), "holds another checkpoint of this size")
	require.NoError(t, os.WriteFile(filepath.Join(path, "notes.txt"), nil, 0o600))

	newest, err = d.Newest()
	require.NoError(t, err)
	require.Equal(t, []byte{byte(1000 & 0xff)}, newest)
	require.NoError(t, os.WriteFile(filepath.Join(path, Name(2000)), []byte{2}, 0o600))
	require.NoError(t, os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour))) // later than the clock of the disk can tell
	newest, err = d.Newest()
	require.NoError(t, err)
	require.Equal(t, []byte{2}, newest, "what somebody else put there counts too")
	require.NoError(t, os.Remove(filepath.Join(path, Name(2000))))
	require.NoError(t, os.Chtimes(path, time.Time{}, time.Now().Add(2*time.Hour)))
	newest, err = d.Newest()
	require.NoError(t, err)
	require.Equal(t, []byte{byte(1000 & 0xff)}, newest)
	all, err := d.All()
	require.NoError(t, err)
	require.Equal(t, [][]byte{{9}, {10}, {byte(1000 & 0xff)}}, all)
	left, err := os.ReadDir(path)
	require.NoError(t, err)
	require.Len(t, left, 4, "nothing temporary stays")
	require.Equal(t, "00000000000000000009.checkpoint", left[0].Name())
}

func TestKeys_AreMadeOnceAndReadBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	private, err := MakeKeys(dir, DefaultOrigin)
	require.NoError(t, err)
	first, err := os.ReadFile(private)
	require.NoError(t, err)
	_, err = MakeKeys(dir, DefaultOrigin)
	require.NoError(t, err)
	second, err := os.ReadFile(private)
	require.NoError(t, err)
	require.Equal(t, first, second)

	signer, err := ReadSigner(private)
	require.NoError(t, err)
	verifiers, err := ReadVerifiers(filepath.Join(dir, PublicKeyFile))
	require.NoError(t, err)
	require.Len(t, verifiers, 1)
	require.Equal(t, verifiers[0].KeyHash(), signer.KeyHash())

	require.NoError(t, os.Remove(private))
	_, err = MakeKeys(dir, DefaultOrigin)
	require.NoError(t, err)
	rotated, err := ReadVerifiers(filepath.Join(dir, PublicKeyFile))
	require.NoError(t, err)
	require.Len(t, rotated, 2)
	require.Equal(t, verifiers[0].KeyHash(), rotated[1].KeyHash(), "the key that signed before stays known")

	_, err = MakeKeys(t.TempDir(), "a name")
	require.ErrorContains(t, err, "cannot name a key")
}

func TestReadSigner_RefusesAKeyThatOthersMayRead(t *testing.T) {
	t.Parallel()
	private, err := MakeKeys(t.TempDir(), DefaultOrigin)
	require.NoError(t, err)
	require.NoError(t, os.Chmod(private, 0o640))
	_, err = ReadSigner(private)
	require.ErrorContains(t, err, "make it 0600")

	empty := filepath.Join(t.TempDir(), "empty")
	require.NoError(t, os.WriteFile(empty, []byte("no key"), 0o600))
	_, err = ReadSigner(empty)
	require.ErrorContains(t, err, "holds no private key")
	_, err = ReadVerifiers(empty)
	require.ErrorContains(t, err, "holds a line that is no public key")
	_, err = ReadSigner(filepath.Join(t.TempDir(), "none"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}
