import dev.demitasse.F32;
import dev.demitasse.Network;
import dev.demitasse.Shape;

@Network
class Reshapes {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.reshape(4, 2); // error: [view] impossible view: [2, 3] has 6 elements, [4, 2] has 8
  }
}

@Network
class ReshapesTransposed {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.transpose(1, 0).reshape(6); // error: [view] impossible view: elements of 'x' do not lie together; copy() it first
  }
}

@Network
class Slices {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.slice(1, 2, 2); // error: [view] impossible view: 2 elements from 2 along axis 1 of [2, 3]
  }
}

@Network
class Transposes {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.transpose(1, 1); // error: [view] impossible view: [1, 1] is no order of the 2 axes of 'x'
  }
}

@Network
class Broadcasts {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.broadcastTo(2, 4); // error: [view] impossible view: [2, 3] does not repeat to [2, 4]
  }
}

@Network
class Rows {
  public F32 run(@Shape({2, 3}) F32 x) {
    return x.slice(2, 0, 1).row(2); // error: [view] impossible view: 'x' has no axis 2: its shape is [2, 3]
  }
}
